namespace PbxBridge.Routing.Terms;

/// <summary>The services that a company switches on one by one (mission P1).</summary>
public enum ServiceKind
{
    /// <summary>Obszar firmowy.</summary>
    CompanyArea,

    /// <summary>Sieć partnerska.</summary>
    PartnerNetwork,

    /// <summary>Numery partnerskie.</summary>
    PartnerNumbers,

    /// <summary>Połączenia prywatne.</summary>
    PrivateCalls,

    /// <summary>Prywatny plan numeracyjny.</summary>
    PrivatePlan,

    /// <summary>Linia firmowa.</summary>
    CompanyLine,

    /// <summary>Linia osobista.</summary>
    PersonalLine,
    Profiles,
    Limits,
}
