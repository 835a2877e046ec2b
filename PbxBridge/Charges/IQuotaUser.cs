using PbxBridge.Storage.Quotas;

namespace PbxBridge.Charges;

/// <summary>The call that reservations are made for. Called on the loop.</summary>
internal interface IQuotaUser
{
    void Granted(CallQuota quota);

    /// <param name="outcome">Null: the store said nothing.</param>
    void Refused(CallQuota quota, QuotaOutcome? outcome);

    /// <summary>The payer is to hear that the call ends soon.</summary>
    void Warn(CallQuota quota);

    /// <summary>The call has to end now.</summary>
    void Exhausted(CallQuota quota);
}
