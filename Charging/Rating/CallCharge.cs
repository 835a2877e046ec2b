using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;

namespace PbxBridge.Charging.Rating;

/// <summary>The formula of domain §6.2. Durations run from the answer to the first hang-up (RAT-3).</summary>
public static class CallCharge
{
    private const long Second = TimeSpan.TicksPerSecond;

    /// <summary>The charge of an answered call. Net and gross amounts are each rounded once, from the exact amount (RAT-4).</summary>
    public static Charge Of(Tariff tariff, TimeSpan duration) => new(
        Money.Rounded(Exact(tariff, duration, PriceBasis.Net)), Money.Rounded(Exact(tariff, duration, PriceBasis.Gross)), Billed(tariff, duration));

    /// <summary>The charge of a part of a long call (RAT-7): the call so far minus what its earlier parts cost, so that parts add up to the whole and
    /// the connection fee and the first increment are in the first alone.</summary>
    /// <param name="before">Duration at the end of the part before; null for the first part.</param>
    /// <param name="until">Duration at the end of this part.</param>
    public static Charge OfPart(Tariff tariff, TimeSpan? before, TimeSpan until) =>
        before is { } earlier ? Of(tariff, until) - Of(tariff, earlier) : Of(tariff, until);

    /// <summary>The time that is charged: up to whole seconds (RAT-3), then up to whole increments.</summary>
    public static TimeSpan Billed(Tariff tariff, TimeSpan duration)
    {
        if (tariff.PerCall is not null)
        {
            return TimeSpan.Zero;
        }

        var seconds = Up(duration.Ticks, Second);
        var first = tariff.First.Ticks / Second;
        var next = tariff.Next.Ticks / Second;
        return TimeSpan.FromSeconds(
            seconds <= tariff.Free.Ticks / Second ? 0
            : seconds <= first ? first
            : first + (Up(seconds - first, next) * next));
    }

    /// <summary>Until when a call of this duration costs no more: the end of the increment, or of the free time, that has begun.</summary>
    public static TimeSpan PaidUntil(Tariff tariff, TimeSpan duration)
    {
        var whole = TimeSpan.FromSeconds(Up(duration.Ticks, Second));
        return tariff.PerCall is not null ? whole : whole <= tariff.Free ? tariff.Free : Billed(tariff, duration);
    }

    /// <summary>Złoty for a second, increments and fees aside.</summary>
    internal static decimal PerSecond(Tariff tariff, PriceBasis basis) => WithVat(tariff, tariff.Price / (tariff.Per.Ticks / Second), basis);

    /// <summary>Before rounding, in złoty.</summary>
    internal static decimal Exact(Tariff tariff, TimeSpan duration, PriceBasis basis)
    {
        var amount = tariff.PerCall?.Amount ?? Math.Max(
            tariff.ConnectionFee.Amount + (tariff.Price * (Billed(tariff, duration).Ticks / Second) / (tariff.Per.Ticks / Second)), tariff.MinimumCharge.Amount);
        return WithVat(tariff, amount, basis);
    }

    private static decimal WithVat(Tariff tariff, decimal amount, PriceBasis basis) => (tariff.Basis, basis) switch
    {
        (PriceBasis.Net, PriceBasis.Gross) => amount * (100 + tariff.Vat) / 100,
        (PriceBasis.Gross, PriceBasis.Net) => amount * 100 / (100 + tariff.Vat),
        _ => amount,
    };

    private static long Up(long amount, long unit) => amount <= 0 ? 0 : ((amount - 1) / unit) + 1;
}
