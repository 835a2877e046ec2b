using PbxBridge.Charging.Quotas;
using PbxBridge.Storage.Accounts;

namespace PbxBridge.Storage.Quotas;

/// <summary>What a session holds of one account, with the account locked.</summary>
/// <param name="Held">Reserved for the call and not spent.</param>
/// <param name="Committed">Spent on the call so far.</param>
internal sealed record HeldRow(AccountRow Account, QuotaPayer Payer, long Held, long Committed)
{
    /// <summary>All that the call may cost the account.</summary>
    public long Budget => Committed + Held + Math.Max(0, Account.Available);

    /// <summary>What the call has cost after so much talking. An account that cannot be overdrawn pays for no more than was granted; one that can pays for what a call
    /// talked on while the store was silent (OCS-5).</summary>
    public long CostAt(TimeSpan talked, TimeSpan granted) => Account.MayBeOverdrawn
        ? Payer.Cost(talked).Units
        : Math.Min(Payer.Cost(SliceRule.Billable(talked, granted)).Units, Budget);
}
