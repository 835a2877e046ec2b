using PbxBridge.Routing.Plans;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Manager.Employees;

/// <summary>The services as customers know them.</summary>
internal static class ServiceTitles
{
    public static Sentence Of(ServiceKind service) => service switch
    {
        ServiceKind.CompanyArea => new($"Obszar firmowy", $"Company area"),
        ServiceKind.PartnerNetwork => new($"Sieć partnerska", $"Partner network"),
        ServiceKind.PartnerNumbers => new($"Numery partnerskie", $"Partner numbers"),
        ServiceKind.PrivateCalls => new($"Połączenia prywatne", $"Private calls"),
        ServiceKind.PrivatePlan => new($"Prywatny plan numeracyjny", $"Private numbering plan"),
        ServiceKind.CompanyLine => new($"Linia firmowa", $"Company line"),
        ServiceKind.PersonalLine => new($"Linia osobista", $"Personal line"),
        ServiceKind.Profiles => new($"Profile", $"Profiles"),
        ServiceKind.Limits => new($"Limity", $"Limits"),
        _ => throw new ArgumentOutOfRangeException(nameof(service), service, null),
    };
}
