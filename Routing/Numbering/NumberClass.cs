namespace PbxBridge.Routing.Numbering;

/// <summary>What kind of number was called (domain §1.3).</summary>
public enum NumberClass
{
    Invalid,
    Emergency,
    Harmonised,
    ShortPublic,
    ShortSpecial,
    Directory,
    CarrierSelect,
    OnNet,
    PartnerNumber,
    PartnerNetwork,
    MobileOwnOperator,
    MobileOther,
    FixedLocal,
    FixedNational,
    VoipNomadic,
    Government,
    Freephone,
    SharedCost,
    Premium,
    M2M,
    Pager,
    DataAccess,
    International,
    Satellite,
    FeatureCode,
}
