using PbxBridge.Charging.Amounts;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>What an employee has used of his limit in the cycle that runs, with running calls and what is reserved for them (LIM-2, LIM-8).</summary>
/// <param name="Limit">Net.</param>
/// <param name="Used">Net.</param>
/// <param name="IsLifted">An administrator has opened it until the cycle ends (LIM-7).</param>
public readonly record struct LimitUsed(Money Limit, Money Used, bool IsLifted)
{
    public Money Remaining => Money.Max(Money.Zero, Limit - Used);

    /// <summary>Rounded down: 100 is used up. Null: the limit is nothing.</summary>
    public int? Percent => Limit.IsZero ? null : (int)Math.Clamp(Math.Floor(Used.Amount * 100 / Limit.Amount), 0, 999_999);
}
