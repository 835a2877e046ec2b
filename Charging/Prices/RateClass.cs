namespace PbxBridge.Charging.Prices;

/// <summary>What kind of destination is charged (domain §6.1). The numbering plan's classes under the same names; those that are never charged for are missing.</summary>
public enum RateClass
{
    /// <summary>No class of the price list: the call is barred (RAT-1).</summary>
    Unrated,

    /// <summary>Always free, like the two that follow.</summary>
    Emergency,
    Harmonised,
    Freephone,

    /// <summary>Priced by their class alone, up to <see cref="Government"/>.</summary>
    OnNet,

    /// <summary>On-net price unless the list has one of its own.</summary>
    PartnerNumber,

    /// <summary>On-net price unless the list has one of its own.</summary>
    PartnerNetwork,
    MobileOwnOperator,
    MobileOther,
    FixedLocal,
    FixedNational,

    /// <summary>As national fixed numbers unless the list has a price of its own.</summary>
    VoipNomadic,

    /// <summary>As national fixed numbers unless the list has a price of its own.</summary>
    Government,

    /// <summary>Priced by number or longest prefix, up to <see cref="ShortPublic"/>.</summary>
    SharedCost,
    Premium,
    Directory,
    ShortSpecial,
    ShortPublic,

    /// <summary>Priced by number, longest prefix, or zone.</summary>
    International,

    /// <summary>Priced by number, longest prefix, or zone.</summary>
    Satellite,
}
