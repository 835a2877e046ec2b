using PbxBridge.Charging.Amounts;

namespace PbxBridge.Storage.Quotas;

/// <summary>The answer to one request; the same one when it is asked again (OCS-1).</summary>
/// <param name="Until">Talking time that is granted, from the answer of the call.</param>
/// <param name="Final">No more will come: warn the payer, and hang up then (OCS-4).</param>
/// <param name="Charged">What all accounts together were charged so far.</param>
public readonly record struct QuotaAnswer(QuotaOutcome Outcome, TimeSpan Until, bool Final, Money Charged)
{
    public static QuotaAnswer Ignored => new(QuotaOutcome.Ignored, TimeSpan.Zero, false, Money.Zero);

    public bool IsGranted => Outcome == QuotaOutcome.Granted;
}
