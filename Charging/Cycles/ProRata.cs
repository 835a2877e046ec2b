using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Cycles;

/// <summary>The part of a subscription for the rest of a cycle (CYC-3).</summary>
public static class ProRata
{
    /// <summary>Fee · remaining days / days of the cycle, to whole grosze; the day of activation counts.</summary>
    /// <param name="activated">Before the cycle: the whole fee. After it: nothing.</param>
    public static Money Of(Money fee, BillingCycle cycle, DateOnly activated)
    {
        var remaining = Math.Clamp(cycle.Next.DayNumber - activated.DayNumber, 0, cycle.Days);
        return Money.RoundedToGrosz(fee.Amount * remaining / cycle.Days);
    }
}
