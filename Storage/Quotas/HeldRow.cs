using PbxBridge.Storage.Accounts;

namespace PbxBridge.Storage.Quotas;

/// <summary>What a session holds of one account, with the account locked.</summary>
/// <param name="Held">Reserved for the call and not spent.</param>
/// <param name="Committed">Spent on the call so far.</param>
internal sealed record HeldRow(AccountRow Account, QuotaPayer Payer, long Held, long Committed)
{
    /// <summary>All that the call may cost the account.</summary>
    public long Budget => Committed + Held + Math.Max(0, Account.Available);

    /// <summary>What the call has cost after so much talking, never more than there is where an account cannot be overdrawn.</summary>
    public long CostAt(TimeSpan talked)
    {
        var cost = Payer.Cost(talked).Units;
        return Account.MayBeOverdrawn ? cost : Math.Min(cost, Budget);
    }
}
