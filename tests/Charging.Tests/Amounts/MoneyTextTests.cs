using System.Globalization;
using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Tests.Amounts;

public sealed class MoneyTextTests
{
    [Theory]
    [InlineData("20", "20,00 zł", "PLN 20.00")]
    [InlineData("0.005", "0,01 zł", "PLN 0.01")]
    [InlineData("-0.0049", "0,00 zł", "PLN 0.00")]
    [InlineData("999.99", "999,99 zł", "PLN 999.99")]
    [InlineData("1234.5", "1 234,50 zł", "PLN 1,234.50")]
    [InlineData("-1234567.89", "-1 234 567,89 zł", "PLN -1,234,567.89")]
    public void People_read_whole_grosze(string text, string polish, string english)
    {
        var shown = MoneyTests.Read(text).Shown();
        Assert.Equal(polish.Replace(' ', '\u00A0'), shown.Polish);
        Assert.Equal(english.Replace(' ', '\u00A0'), shown.English);
    }

    [Theory]
    [InlineData("0.0048", "0,0048 zł", "PLN 0.0048")]
    [InlineData("0.435", "0,435 zł", "PLN 0.435")]
    [InlineData("10.8", "10,80 zł", "PLN 10.80")]
    public void A_charge_is_shown_with_all_its_places(string text, string polish, string english)
    {
        var shown = MoneyTests.Read(text).ShownExactly();
        Assert.Equal(polish.Replace(' ', '\u00A0'), shown.Polish);
        Assert.Equal(english.Replace(' ', '\u00A0'), shown.English);
    }

    [Fact]
    public void A_short_message_gets_plain_letters() => Assert.Equal(new("1234,50 zl", "PLN 1234.50"), Money.Of(1234.5m).ShownPlainly());

    // Polish writes a comma, Arabic other digits, Swedish another minus.
    [Theory]
    [InlineData("pl-PL")]
    [InlineData("ar-SA")]
    [InlineData("sv-SE")]
    public void No_culture_changes_a_text(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal("-1234.5678", Money.Of(-1234.5678m).ToString());
            Assert.Equal("-1234,57 zl", Money.Of(-1234.5678m).ShownPlainly().Polish);
            Assert.Equal("PLN\u00A0-1,234.57", Money.Of(-1234.5678m).Shown().English);
            Assert.Equal(-1234.5678m, MoneyTests.Read("-1234.5678").Amount);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("0", "0.00")]
    [InlineData("12", "12.00")]
    [InlineData("12.5", "12.50")]
    [InlineData("12,50", "12.50")]
    [InlineData("-3.0001", "-3.0001")]
    [InlineData("00012.5", "12.50")]
    [InlineData("-0", "0.00")]
    public void Point_and_comma_are_read(string text, string read) => Assert.Equal(read, MoneyTests.Read(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1 000")]
    [InlineData("1.000,00")]
    [InlineData("1,000.00")]
    [InlineData(" 1")]
    [InlineData("+1")]
    [InlineData("1e3")]
    [InlineData("١٢")]
    [InlineData("12 zł")]
    [InlineData("--1")]
    public void Anything_else_is_no_amount(string text)
    {
        Assert.False(Money.TryParse(text, 2, out var money, out var fault));
        Assert.Equal(Money.Zero, money);
        Assert.Equal(new("oczekiwano kwoty, np. 12,50", "an amount like 12.50 is expected"), fault);
    }

    [Theory]
    [InlineData("0.123", 2, "najwyżej 2 miejsca po przecinku", "at most 2 decimal places")]
    [InlineData("0.000", 2, "najwyżej 2 miejsca po przecinku", "at most 2 decimal places")]
    [InlineData("0.00001", 4, "najwyżej 4 miejsca po przecinku", "at most 4 decimal places")]
    [InlineData("0.01", 1, "najwyżej 1 miejsce po przecinku", "at most 1 decimal place")]
    [InlineData("1.0", 0, "bez miejsc po przecinku", "no decimal places")]
    [InlineData("100000000000000", 4, "kwota jest za duża", "the amount is too large")]
    public void More_precision_than_allowed_is_refused(string text, int places, string polish, string english)
    {
        Assert.False(Money.TryParse(text, places, out _, out var fault));
        Assert.Equal(new(polish, english), fault);
    }
}
