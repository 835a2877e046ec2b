namespace PbxBridge.Storage.Calls;

/// <summary>What served the call (domain §6.4). Stored by name.</summary>
public enum CallService
{
    Basic,
    CompanyLine,
    PersonalLine,
    VoicemailDeposit,
    VoicemailRetrieval,
    Announcement,
    Forward,
    Transfer,
    Emergency,

    /// <summary>A voucher was redeemed, or was to be.</summary>
    TopUp,
}
