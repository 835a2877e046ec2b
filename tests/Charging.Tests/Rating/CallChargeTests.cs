using System.Globalization;
using System.Numerics;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Rating;

namespace PbxBridge.Charging.Tests.Rating;

public sealed class CallChargeTests
{
    // Domain §6.2.
    [Theory]
    [InlineData(1, "0.29", 60, 60, 60, "0", "0.29")]
    [InlineData(61, "0.29", 60, 60, 60, "0", "0.58")]
    [InlineData(61, "0.29", 60, 60, 1, "0", "0.2948")]
    [InlineData(61, "0.29", 60, 30, 30, "0", "0.435")]
    [InlineData(1, "0.29", 60, 1, 1, "0", "0.0048")]
    [InlineData(59, "0.29", 60, 1, 1, "0", "0.2852")]
    [InlineData(7, "0.09", 60, 1, 1, "0", "0.0105")]
    [InlineData(3600, "0.18", 60, 1, 1, "0", "10.80")]
    [InlineData(3600, "1.00", 3600, 1, 1, "0", "1.00")]
    [InlineData(45, "2.0975", 60, 1, 1, "0.15", "1.7231")]
    public void Vectors_of_the_specification(int seconds, string price, int per, int first, int next, string fee, string charge)
    {
        var tariff = Tariff(price, per, first, next) with { ConnectionFee = Money.Of(decimal.Parse(fee, CultureInfo.InvariantCulture)) };
        Assert.Equal(charge, CallCharge.Of(tariff, TimeSpan.FromSeconds(seconds)).Net.ToString());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(999, 1)]
    [InlineData(1000, 1)]
    [InlineData(1001, 2)]
    [InlineData(59_999, 60)]
    public void Seconds_are_rounded_up_to_whole_ones(int milliseconds, int billed) =>
        Assert.Equal(TimeSpan.FromSeconds(billed), CallCharge.Billed(Tariff("0.29", 60, 1, 1), TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, 30)]
    [InlineData(0, 30, 30)]
    [InlineData(0, 31, 37)]
    [InlineData(0, 37, 37)]
    [InlineData(0, 38, 44)]
    [InlineData(5, 5, 0)]
    [InlineData(5, 6, 30)]
    [InlineData(40, 40, 0)]
    [InlineData(40, 41, 44)]
    public void Increments_are_counted_whole_once_the_free_time_is_over(int free, int seconds, int billed) => Assert.Equal(
        TimeSpan.FromSeconds(billed),
        CallCharge.Billed(Tariff("0.29", 60, 30, 7) with { Free = TimeSpan.FromSeconds(free) }, TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void An_answered_call_costs_at_least_the_minimum_and_the_connection_fee()
    {
        var tariff = Tariff("0.60", 60, 1, 1) with { ConnectionFee = Money.Of(0.05m), MinimumCharge = Money.Of(0.10m) };
        Assert.Equal(Money.Of(0.10m), CallCharge.Of(tariff, TimeSpan.Zero).Net);
        Assert.Equal(Money.Of(0.10m), CallCharge.Of(tariff, TimeSpan.FromSeconds(5)).Net);
        Assert.Equal(Money.Of(0.11m), CallCharge.Of(tariff, TimeSpan.FromSeconds(6)).Net);
        Assert.Equal(Money.Of(0.05m), CallCharge.Of(tariff with { MinimumCharge = default }, TimeSpan.Zero).Net);
    }

    [Fact]
    public void A_price_per_call_replaces_everything()
    {
        var tariff = Tariff("0.60", 60, 60, 60) with { ConnectionFee = Money.Of(1), MinimumCharge = Money.Of(9), PerCall = Money.Of(2.46m), Basis = PriceBasis.Gross };
        foreach (var seconds in new[] { 0, 1, 3600 })
        {
            Assert.Equal(new Charge(Money.Of(2), Money.Of(2.46m), TimeSpan.Zero), CallCharge.Of(tariff, TimeSpan.FromSeconds(seconds)));
        }
    }

    // P3: one złoty an hour, exact to the grosz; what sixty calls of a minute cost follows from rounding each once.
    [Fact]
    public void An_hour_costs_one_zloty_and_sixty_minutes_are_sixty_rounded_charges()
    {
        var tariff = Tariff("1.00", 3600, 1, 1);
        Assert.Equal("1.00", CallCharge.Of(tariff, TimeSpan.FromHours(1)).Net.ToString());
        Assert.Equal("0.0167", CallCharge.Of(tariff, TimeSpan.FromMinutes(1)).Net.ToString());
        Assert.Equal("1.002", Money.Sum(Enumerable.Repeat(CallCharge.Of(tariff, TimeSpan.FromMinutes(1)).Net, 60)).ToString());
        Assert.Equal("1.00", Money.Sum(Enumerable.Repeat(CallCharge.Of(tariff, TimeSpan.FromMinutes(1)).Net, 60)).ToGrosz().ToString());
        Assert.Equal("24.00", CallCharge.Of(tariff, TimeSpan.FromDays(1)).Net.ToString());
    }

    [Theory]
    [InlineData(PriceBasis.Net, "1.00", "1.00", "1.23")]
    [InlineData(PriceBasis.Gross, "1.23", "1.00", "1.23")]
    [InlineData(PriceBasis.Gross, "1.00", "0.813", "1.00")]
    public void Net_and_gross_are_both_told(PriceBasis basis, string price, string net, string gross)
    {
        var charge = CallCharge.Of(Tariff(price, 60, 1, 1) with { Basis = basis }, TimeSpan.FromMinutes(1));
        Assert.Equal((net, gross), (charge.Net.ToString(), charge.Gross.ToString()));
        Assert.Equal(charge.Net, charge.In(PriceBasis.Net));
        Assert.Equal(charge.Gross, charge.In(PriceBasis.Gross));
    }

    // RAT-4: 0.00365 net is 0.0044895 gross; from the rounded 0.0037 it would be 0.0046.
    [Fact]
    public void Gross_is_rounded_from_the_exact_amount_and_not_from_the_rounded_net_one()
    {
        var charge = CallCharge.Of(Tariff("0.00365", 1, 1, 1), TimeSpan.FromSeconds(1));
        Assert.Equal(("0.0037", "0.0045"), (charge.Net.ToString(), charge.Gross.ToString()));
    }

    // The clocks go back at 01:00 UTC: three hours by the wall clock are four.
    [Fact]
    public void A_call_through_the_change_of_the_clocks_lasts_what_it_lasts()
    {
        var answered = new DateTimeOffset(2026, 10, 25, 1, 0, 0, TimeSpan.FromHours(2));
        var ended = new DateTimeOffset(2026, 10, 25, 4, 0, 0, TimeSpan.FromHours(1));
        Assert.Equal("4.00", CallCharge.Of(Tariff("1.00", 3600, 1, 1), ended - answered).Net.ToString());
    }

    // RAT-7.
    [Fact]
    public void Parts_of_a_long_call_add_up_to_the_whole_with_one_connection_fee_and_one_first_increment()
    {
        var tariff = Tariff("0.29", 60, 60, 7) with { ConnectionFee = Money.Of(0.15m), MinimumCharge = Money.Of(0.60m) };
        TimeSpan[] ends = [TimeSpan.FromHours(4), TimeSpan.FromHours(8), new(9, 0, 1)];
        var parts = ends.Select((end, i) => CallCharge.OfPart(tariff, i == 0 ? null : ends[i - 1], end)).ToArray();
        Assert.Equal(CallCharge.Of(tariff, ends[0]), parts[0]);
        Assert.Equal(CallCharge.Of(tariff, ends[2]).Net, Money.Sum(parts.Select(p => p.Net)));
        Assert.Equal(CallCharge.Of(tariff, ends[2]).Gross, Money.Sum(parts.Select(p => p.Gross)));
        Assert.Equal(CallCharge.Of(tariff, ends[2]).Billed.Ticks, parts.Sum(p => p.Billed.Ticks));
        Assert.Equal("69.5952", parts[1].Net.ToString());
    }

    // Against whole-number arithmetic that has no rounding but the last.
    [Fact]
    public void Any_charge_is_the_exact_amount_rounded_once()
    {
        var random = new Random(20261122);
        for (var n = 0; n < 50_000; n++)
        {
            var (price, per) = (random.NextInt64(0, 20_000_000), random.Next(1, 3_601));
            var (first, next, free) = (random.Next(1, 121), random.Next(1, 121), random.Next(0, 3) * random.Next(0, 60));
            var (fee, minimum) = (random.NextInt64(0, 10_000), random.Next(0, 4) == 0 ? random.NextInt64(0, 10_000) : 0);
            var seconds = random.Next(0, 20_000);
            var tariff = new Tariff
            {
                Price = price / 1_000_000m,
                Per = TimeSpan.FromSeconds(per),
                First = TimeSpan.FromSeconds(first),
                Next = TimeSpan.FromSeconds(next),
                Free = TimeSpan.FromSeconds(free),
                ConnectionFee = Money.FromUnits(fee),
                MinimumCharge = Money.FromUnits(minimum),
            };
            long billed = seconds <= free ? 0 : seconds <= first ? first : first + ((seconds - first + next - 1) / next * next);

            // Ten-thousandths over a denominator of 100·per, then a half up.
            var exact = (new BigInteger(fee) * 100 * per) + (new BigInteger(price) * billed);
            var units = ((exact * 2) + (100 * per)) / (200 * per);
            Assert.Equal(Math.Max((long)units, minimum), CallCharge.Of(tariff, TimeSpan.FromSeconds(seconds)).Net.Units);
        }
    }

    private static Tariff Tariff(string price, int per, int first, int next) => new()
    {
        Price = decimal.Parse(price, CultureInfo.InvariantCulture),
        Per = TimeSpan.FromSeconds(per),
        First = TimeSpan.FromSeconds(first),
        Next = TimeSpan.FromSeconds(next),
    };
}
