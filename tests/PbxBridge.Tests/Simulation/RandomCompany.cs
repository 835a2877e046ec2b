using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Profiles;
using PbxBridge.Routing.Terms;
using PbxBridge.Testing;

namespace PbxBridge.Tests.Simulation;

/// <summary>The demo company with its rules drawn by lot: profiles, lists, private calls, partners, area, limits, services. Its lines hunt in order, so that a question about a
/// call and the call itself cannot differ by chance.</summary>
internal static class RandomCompany
{
    public const string OtherNumber = "+48602000001";

    private static readonly DateOnly Today = new(2026, 1, 5);

    private static readonly string[] Patterns = ["+48*", "+4822*", "+48226000000", "+4870*", "+485*", "+48501*", "+49*", "+4930*", "+1*", "118*", "118913", "19115", "+48601000202", "+48601*"];

    private static readonly string[] ReadyIds = ["bez-ograniczen", "siec-firmowa", "kraj", "kraj-bez-70x"];

    public static CompanyArea Area { get; } = new()
    {
        Zones =
        [
            new()
            {
                Name = "siedziba",
                Shape = new ZoneShape.Square(new(52.2297, 21.0122), 1000),
                AreaCode = "22",
                Cells = [new("eutran:260-02:1a2b:0c0ffee")],
                Sites = ["Warszawa"],
            },
        ],
    };

    public static CompanySnapshot Of(CompanySnapshot company, SeededRandom random) => company with
    {
        State = random.Chance(0.02) ? CompanyState.Suspended : CompanyState.Active,
        Contract = random.Chance(0.02) ? new(null, Today.AddDays(-1)) : default,
        Services = random.Chance(0.8) ? ServiceTerms.Everything : new([.. Enum.GetValues<ServiceKind>().Where(_ => random.Chance(0.8)).Select(kind => new ServiceTerm(kind, default))]),
        PartnerCompanies = random.Chance(0.5) ? ["inna"] : [],
        SiteCodes = [new("55", "inna")],
        Profiles = [.. company.Profiles.Where(profile => profile.Id != "losowy"), Profile(random)],
        DefaultProfile = random.Chance(0.7) ? null : random.Chance(0.5) ? "losowy" : ReadyIds[random.Next(ReadyIds.Length)],
        AllowListLiftsLimit = random.Chance(0.5),
        PrivateCalls = new()
        {
            RespectsDenyList = random.Chance(0.5),
            OnNet = random.Chance(0.5),
            Premium = random.Chance(0.5),
            Rules = random.Chance(0.3) ? [new() { Name = "poza siecią", Classes = NumberClassSet.Outside, Windows = [new(WeekDays.All, 0, 1440)] }] : [],
        },
        DefaultLimit = random.Chance(0.8) ? Limit(random) : null,
        DefaultPremium = random.Chance(0.5) ? PremiumThreshold.Standard : null,
        CreditLimit = random.Chance(0.4) ? Money.Of(random.Next(5)) : null,
        RedirectOutside = random.Chance(0.5),
        Employees = [.. company.Employees.Select(employee => Employee(employee, random))],
        Lines = [.. company.Lines.Select(line => line with { Order = LineOrder.Fixed, Enabled = !random.Chance(0.1), RingFor = TimeSpan.FromSeconds(5), Total = TimeSpan.FromSeconds(20) })],
        Trunks = [.. company.Trunks.Select(trunk => trunk with { Profile = random.Chance(0.5) ? "kraj" : null, Announcements = random.Chance(0.5) })],
        Area = random.Chance(0.5) ? CompanyArea.None : Area,
    };

    /// <summary>A customer of the same operator, who may be a partner.</summary>
    public static CompanySnapshot Other(SeededRandom random) => new()
    {
        Id = "inna",
        Name = "Inna S.A.",
        Sites = [new("Poznań", "61")],
        Rules = new() { Domain = "inna.pbxbridge" },
        Employees = [new() { Id = "obcy", Name = "Olga Obca", Mobile = new(OtherNumber), Extension = "901", Site = "Poznań" }],
        PartnerCompanies = random.Chance(0.7) ? ["przyklad"] : [],
    };

    private static Employee Employee(Employee employee, SeededRandom random) => employee with
    {
        Suspended = random.Chance(0.03),
        Profile = random.Chance(0.25) ? "losowy" : employee.Profile,
        Allowed = random.Chance(0.5) ? List(random) : NumberList.Empty,
        Denied = random.Chance(0.25) ? List(random) : NumberList.Empty,
        PrivateMode = (PrivateMode)random.Next(3),
        Limit = random.Chance(0.8) ? Limit(random) : null,
        Premium = random.Chance(0.3) ? new(PremiumThreshold.Amounts[random.Next(4)], random.Chance(0.3) ? Money.Of(3) : null) : null,
        ServicesOff = random.Chance(0.1) ? ServiceSet.Of((ServiceKind)random.Next(Enum.GetValues<ServiceKind>().Length)) : default,
        PersonalLine = random.Chance(0.5) ? employee.PersonalLine : null,
        VoicemailEnabled = random.Chance(0.5),
    };

    private static Profile Profile(SeededRandom random) => new()
    {
        Id = "losowy",
        Name = "losowy",
        AllowsOthers = random.Chance(0.8),
        Allowed = random.Chance(0.5) ? List(random) : NumberList.Empty,
        Denied = random.Chance(0.5) ? List(random) : NumberList.Empty,
        MaxCallMinutes = random.Chance(0.3) ? 1 : null,
    };

    private static CostLimit Limit(SeededRandom random)
    {
        var mode = (LimitMode)Math.Min(2, random.Next(4));
        return new() { Amount = Money.Of(random.Next(8) * 0.25m), Mode = mode, CutsRunning = mode != LimitMode.NotifyOnly && random.Chance(0.7), UserThresholds = [50, 100] };
    }

    private static NumberList List(SeededRandom random) => NumberList.Of(
        [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Patterns[random.Next(Patterns.Length)]).Distinct().Select(text => new ListEntry(NumberPattern.TryParse(text, out var pattern) ? pattern : throw new InvalidOperationException(text)))]);
}
