using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Rating;

namespace PbxBridge.Charging.Quotas;

/// <summary>How much of a call is reserved at a time (OCS-2…4). Everything is counted from the answer, by the formula on the whole call, so no slice rounds.</summary>
public static class SliceRule
{
    // No call is longer (T_maxcall).
    private static readonly TimeSpan LongestCall = TimeSpan.FromHours(24);

    /// <summary>How long the call may go on.</summary>
    /// <param name="payers">Every account that pays; at least one.</param>
    /// <param name="granted">Before; null: this is the first slice, with connection fee and first increment.</param>
    /// <returns>Null: an account has nothing for more than was granted; for the first slice: not even for connection fee and first increment.</returns>
    public static Slice? Next(ImmutableArray<SlicePayer> payers, TimeSpan? granted, QuotaRules rules)
    {
        var from = granted ?? TimeSpan.Zero;
        var wanted = PaidUntil(payers, from + Share(payers, granted, rules));
        var beyond = PaidUntil(payers, wanted + rules.Rest);
        if (Fits(payers, beyond))
        {
            return new(wanted, false);
        }

        // A charge does not fall with time: the last second that all accounts can pay is found by halving. It ends an increment, as the next one costs more.
        var (fits, fails) = ((long)from.TotalSeconds, (long)beyond.TotalSeconds);
        while (fails - fits > 1)
        {
            var middle = (fits + fails) / 2;
            (fits, fails) = Fits(payers, TimeSpan.FromSeconds(middle)) ? (middle, fails) : (fits, middle);
        }

        return fits > (long)from.TotalSeconds ? new Slice(TimeSpan.FromSeconds(fits), true) : null;
    }

    /// <summary>How long a call may last for what it may cost in all, in whole seconds.</summary>
    /// <returns>Null: it never costs more within a day, or ever.</returns>
    public static TimeSpan? Longest(SlicePayer payer)
    {
        if (Fits([payer], LongestCall))
        {
            return null;
        }

        var (fits, fails) = (0L, (long)LongestCall.TotalSeconds);
        while (fails - fits > 1)
        {
            var middle = (fits + fails) / 2;
            (fits, fails) = Fits([payer], TimeSpan.FromSeconds(middle)) ? (middle, fails) : (fits, middle);
        }

        return TimeSpan.FromSeconds(fits);
    }

    /// <summary>What an account is debited for the call so far, or at its end for all of it: the formula on the whole time minus what was debited before.</summary>
    public static Money Due(SlicePayer payer, TimeSpan used, TimeSpan until, Money committed) => payer.Cost(Billable(used, until)) - committed;

    /// <summary>The time that is charged, and that the call's record says. Time that was not granted is not charged: the call should have been cut.</summary>
    public static TimeSpan Billable(TimeSpan used, TimeSpan until) => used < until ? used : until;

    /// <summary>When to ask for the next slice, as time of the call.</summary>
    public static TimeSpan RenewAt(TimeSpan until, QuotaRules rules) => until > rules.RenewBefore ? until - rules.RenewBefore : TimeSpan.Zero;

    /// <summary>When the payer of a last slice hears a tone, as time of the call. A warning that comes too late is given at once.</summary>
    /// <param name="elapsed">Of the call.</param>
    public static ImmutableArray<TimeSpan> WarnAt(TimeSpan until, TimeSpan elapsed, QuotaRules rules) =>
        [.. rules.Warnings.Select(before => until - before > elapsed ? until - before : elapsed).Distinct()];

    private static TimeSpan PaidUntil(ImmutableArray<SlicePayer> payers, TimeSpan duration)
    {
        var until = duration;
        foreach (var payer in payers)
        {
            var paid = CallCharge.PaidUntil(payer.Tariff, duration);
            until = paid > until ? paid : until;
        }

        return until;
    }

    private static bool Fits(ImmutableArray<SlicePayer> payers, TimeSpan duration)
    {
        foreach (var payer in payers)
        {
            if (payer.Cost(duration) > payer.Budget)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A full slice for a call that is alone; for calls that share an account what is available / (price of a second · 2 · calls), within bounds (OCS-3).</summary>
    private static TimeSpan Share(ImmutableArray<SlicePayer> payers, TimeSpan? granted, QuotaRules rules)
    {
        var full = (decimal)rules.Slice.TotalSeconds;
        var (share, least) = (full, (decimal)rules.SmallestShare.TotalSeconds);
        foreach (var payer in payers)
        {
            var perSecond = payer.Tariff.PerCall is null ? CallCharge.PerSecond(payer.Tariff, payer.Basis) : 0;
            if (payer.Calls > 1 && perSecond > 0)
            {
                var available = granted is { } before ? payer.Budget - payer.Cost(before) : payer.Budget;
                share = Math.Min(share, Math.Floor(available.Amount / (perSecond * 2 * payer.Calls)));
            }

            least = Math.Max(least, (decimal)payer.Tariff.First.TotalSeconds);
        }

        return TimeSpan.FromSeconds((long)Math.Max(share, Math.Min(full, least)));
    }
}
