using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Rating;

namespace PbxBridge.Charging.Quotas;

/// <summary>How much of a call is reserved at a time (OCS-2…4). Amounts are differences of the formula on the whole call, so no slice rounds.</summary>
public static class SliceRule
{
    /// <summary>The first slice, with connection fee and first increment. Null: an account has not even these.</summary>
    public static Slice? First(Tariff tariff, ImmutableArray<SliceFunds> funds, QuotaRules rules)
    {
        var least = CallCharge.PaidUntil(tariff, TimeSpan.FromSeconds(1));
        return Fits(tariff, null, least, funds) ? Grant(tariff, null, TimeSpan.Zero, least, funds, rules) : null;
    }

    /// <summary>The next slice; at the least the time that was granted before, as that is reserved already.</summary>
    /// <param name="used">Of the whole call, debited.</param>
    /// <param name="until">Granted before.</param>
    public static Slice Next(Tariff tariff, TimeSpan used, TimeSpan until, ImmutableArray<SliceFunds> funds, QuotaRules rules) =>
        Grant(tariff, used, until, until, funds, rules);

    /// <summary>What is debited for the call so far, or for all of it: the formula on the whole time minus what was debited before. Time that was not granted is not
    /// charged: the call should have been cut.</summary>
    public static Money Due(Tariff tariff, PriceBasis basis, TimeSpan used, TimeSpan until, Money committed) =>
        CallCharge.Of(tariff, Billable(used, until)).In(basis) - committed;

    /// <summary>The time that is charged, and that the call's record says.</summary>
    public static TimeSpan Billable(TimeSpan used, TimeSpan until) => used < until ? used : until;

    /// <summary>When to ask for the next slice, as time of the call.</summary>
    public static TimeSpan RenewAt(TimeSpan until, QuotaRules rules) => until > rules.RenewBefore ? until - rules.RenewBefore : TimeSpan.Zero;

    /// <summary>When the payer of a last slice hears a tone, as time of the call. A warning that comes too late is given at once.</summary>
    /// <param name="elapsed">Of the call.</param>
    public static ImmutableArray<TimeSpan> WarnAt(TimeSpan until, TimeSpan elapsed, QuotaRules rules) =>
        [.. rules.Warnings.Select(before => until - before > elapsed ? until - before : elapsed).Distinct()];

    private static Slice Grant(Tariff tariff, TimeSpan? used, TimeSpan from, TimeSpan least, ImmutableArray<SliceFunds> funds, QuotaRules rules)
    {
        var wanted = CallCharge.PaidUntil(tariff, from + Share(tariff, funds, rules));
        var beyond = CallCharge.PaidUntil(tariff, wanted + rules.Rest);
        if (Fits(tariff, used, beyond, funds))
        {
            return new(wanted, false, Amounts(tariff, used, wanted, funds));
        }

        // The charge does not fall with time: the last second that fits is found by halving.
        var (fits, fails) = ((long)least.TotalSeconds, (long)beyond.TotalSeconds);
        while (fails - fits > 1)
        {
            var middle = (fits + fails) / 2;
            (fits, fails) = Fits(tariff, used, CallCharge.PaidUntil(tariff, TimeSpan.FromSeconds(middle)), funds) ? (middle, fails) : (fits, middle);
        }

        var until = CallCharge.PaidUntil(tariff, TimeSpan.FromSeconds(fits));
        return new(until, true, Amounts(tariff, used, until, funds));
    }

    /// <summary>A full slice for a call that is alone; less for calls that share an account (OCS-3).</summary>
    private static TimeSpan Share(Tariff tariff, ImmutableArray<SliceFunds> funds, QuotaRules rules)
    {
        var full = (decimal)rules.Slice.TotalSeconds;
        var least = Math.Min(full, (decimal)Math.Max(rules.SmallestShare.TotalSeconds, tariff.First.TotalSeconds));
        var share = full;
        foreach (var account in funds)
        {
            var perSecond = tariff.PerCall is null ? CallCharge.PerSecond(tariff, account.Basis) : 0;
            if (account.Sessions > 1 && perSecond > 0)
            {
                share = Math.Min(share, Math.Floor(account.Available.Amount / (perSecond * 2 * account.Sessions)));
            }
        }

        return TimeSpan.FromSeconds((long)Math.Max(share, least));
    }

    private static bool Fits(Tariff tariff, TimeSpan? used, TimeSpan until, ImmutableArray<SliceFunds> funds)
    {
        foreach (var account in funds)
        {
            if (Amount(tariff, used, until, account.Basis) > account.Available)
            {
                return false;
            }
        }

        return true;
    }

    private static ImmutableArray<Money> Amounts(Tariff tariff, TimeSpan? used, TimeSpan until, ImmutableArray<SliceFunds> funds) =>
        [.. funds.Select(f => Amount(tariff, used, until, f.Basis))];

    private static Money Amount(Tariff tariff, TimeSpan? used, TimeSpan until, PriceBasis basis) => CallCharge.OfPart(tariff, used, until).In(basis);
}
