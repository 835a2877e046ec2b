using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Limits;

/// <summary>A message to send: consumption has come to a threshold.</summary>
public sealed record ThresholdNotice(LimitAudience Audience, int Threshold, CostLimit Limit, Money Consumed)
{
    public Money Remaining => Limit.Remaining(Consumed);

    /// <summary>How much of the limit is used, in whole per cent, at most 999.</summary>
    public int Percent => Limit.Amount.IsZero ? 100 : (int)Math.Min(999, Math.Floor(Consumed.Amount * 100 / Limit.Amount.Amount));
}
