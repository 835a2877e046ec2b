namespace PbxBridge.Charging.Fees;

/// <summary>What can be done in the network and may cost a fee (domain §6.9). What raises a fee by itself and what only a consultant's work costs is in
/// <see cref="FeeTable"/>.</summary>
public enum FeeOperation
{
    /// <summary>To a profile that is not more restrictive.</summary>
    ProfileChange,

    /// <summary>To a more restrictive profile (D13 says which is).</summary>
    ProfileRestriction,
    NumberChange,
    ManagerActivation,
    CompanyAreaActivation,

    /// <summary>A further zone.</summary>
    CompanyAreaZone,
    CompanyAreaChange,
    CompanyLineActivation,
    CompanyLineChange,
    PersonalLineActivation,
    PersonalLineChange,
    PrivateCallsActivation,
    PartnerActivation,
    LimitChange,
    NoticeChange,
}
