using System.Globalization;
using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Tests.Amounts;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("0.00004", "0.00")]
    [InlineData("0.00005", "0.0001")]
    [InlineData("-0.00005", "-0.0001")]
    [InlineData("0.00015", "0.0002")]
    [InlineData("0.00025", "0.0003")]
    [InlineData("1.723125", "1.7231")]
    public void A_charge_is_rounded_to_four_places_with_a_half_away_from_zero(string exact, string rounded) =>
        Assert.Equal(rounded, Money.Rounded(decimal.Parse(exact, CultureInfo.InvariantCulture)).ToString());

    [Theory]
    [InlineData("0.0049", "0.00")]
    [InlineData("0.005", "0.01")]
    [InlineData("0.015", "0.02")]
    [InlineData("-0.005", "-0.01")]
    [InlineData("7.6850", "7.69")]
    public void An_invoice_has_whole_grosze_with_a_half_away_from_zero(string exact, string rounded) => Assert.Equal(rounded, Read(exact).ToGrosz().ToString());

    [Fact]
    public void More_than_four_places_are_no_money()
    {
        Assert.Equal("0.1234", Money.Of(0.1234m).ToString());
        Assert.Throws<ArgumentException>(() => Money.Of(0.12345m));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.0001", 1)]
    [InlineData("-12.50", -125_000)]
    [InlineData("99999999999999.9999", 999_999_999_999_999_999)]
    public void Units_are_ten_thousandths_and_come_back(string text, long units)
    {
        Assert.Equal(units, Read(text).Units);
        Assert.Equal(Read(text), Money.FromUnits(units));
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_not_cut()
    {
        Assert.Throws<OverflowException>(() => Money.Rounded(100_000_000_000_000m));
        Assert.Throws<OverflowException>(() => Read("99999999999999.9999") + Money.FromUnits(1));
        Assert.Throws<OverflowException>(() => -Read("99999999999999.9999") - Money.FromUnits(1));
    }

    [Fact]
    public void Equal_amounts_are_equal_however_they_were_written()
    {
        Assert.Equal(Money.Of(1.5m), Money.Of(1.5000m));
        Assert.Equal(Money.Of(1.5m).GetHashCode(), Money.Of(1.5000m).GetHashCode());
        Assert.Equal(Money.FromGrosz(150), Money.Of(1.5m));
        Assert.Equal(default, Money.Zero);
    }

    [Fact]
    public void Ten_thousand_small_charges_add_up_exactly() =>
        Assert.Equal("48.00", Money.Sum(Enumerable.Repeat(Money.Of(0.0048m), 10_000)).ToString());

    [Fact]
    public void Amounts_are_compared_by_value()
    {
        Assert.True(Money.Of(-1m) < Money.Zero);
        Assert.True(Money.Of(0.02m) > Money.Of(0.0199m));
        Assert.True(Money.Of(0.02m) >= Money.Of(0.0200m));
        Assert.Equal(Money.Of(1m), Money.Min(Money.Of(2m), Money.Of(1m)));
        Assert.Equal(Money.Of(2m), Money.Max(Money.Of(2m), Money.Of(1m)));
    }

    internal static Money Read(string text) => Money.TryParse(text, Money.Places, out var money, out var fault) ? money : throw new FormatException(fault.English);
}
