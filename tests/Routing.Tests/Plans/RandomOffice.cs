using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Charging.Prices;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Profiles;
using PbxBridge.Routing.Terms;
using PbxBridge.Routing.Tests.Profiles;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>The demo company with everything about it drawn by lot, and calls in it.</summary>
internal static class RandomOffice
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static readonly string[] Dialled =
    [
        "202", "203", "8234", "600", "602", "700", "500", "299", "0601234567", "+48501234567", "602900000", "+48226000000", "+48221234567", "19115", "118913", "989", "116000",
        "800123456", "801123456", "802123456", "703123456", "+49301234567", "+12125551234", "+870773111222", "211234567", "1033", "*21#", "12345", "+48602000001", "+48601000202", "55201",
        "112", "0999", "sip:+48112@x", "112*",
    ];

    private static readonly string?[] Places =
    [
        null, "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0c0ffee;network-provided", "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0c0ffee",
        "3GPP-NR;utran-cell-id-3gpp=262021a2b000000001;network-provided", "IEEE-802.11;i-wlan-node-id=001122aabbcc;network-provided",
    ];

    public static DemoOffice Next(Random random)
    {
        var office = new DemoOffice().With(c => Company(c, random)).WithOther(c => c with { PartnerCompanies = Sometimes(random) ? ["przyklad"] : [] });
        if (random.Next(4) > 0)
            office.WithPrices(ShippedPrices.Book);
        office.Owed = random.Next(2000);
        office.Refusals = random.Next(30);
        foreach (var extension in new[] { "201", "202", "203" })
        {
            office.Limits[extension] = new(Money.Of(random.Next(200)), random.Next(8) == 0);
            office.Premium[extension] = random.Next(50);
            if (Sometimes(random))
                office.Prepaid[extension] = random.Next(4) * 0.004m;
        }

        return office;
    }

    public static CallRequest Call(Random random)
    {
        var dialled = Dialled[random.Next(Dialled.Length)] + (random.Next(4) == 0 ? "*" : "");
        var from = new[] { "201", "202", "203" }[random.Next(3)];
        var request = random.Next(5) switch
        {
            0 => DemoOffice.FromDesk(Sometimes(random) ? "8234" : "+48601000" + from, dialled),
            1 => DemoOffice.FromSoftphone("anna", dialled),
            2 => DemoOffice.FromOutside(dialled),
            _ => DemoOffice.FromMobile(from, dialled) with { AccessNetwork = Places[random.Next(Places.Length)] is { } place ? [place] : [] },
        };
        return request with { At = Now, Seed = (ulong)random.Next() };
    }

    private static CompanySnapshot Company(CompanySnapshot company, Random random) => company with
    {
        State = random.Next(8) == 0 ? (CompanyState)random.Next(4) : CompanyState.Active,
        Contract = random.Next(10) == 0 ? new(null, Today.AddDays(-1)) : default,
        GatedFrom = random.Next(10) == 0 ? Today : null,
        Services = Sometimes(random) ? ServiceTerms.Everything : new([.. Enum.GetValues<ServiceKind>().Where(_ => random.Next(4) > 0).Select(s => new ServiceTerm(s, default))]),
        PartnerCompanies = Sometimes(random) ? ["inna"] : [],
        SiteCodes = [new("55", "inna")],
        Profiles = [RandomScopes.Next(random).Profile ?? ReadyProfiles.InsideOnly with { Id = "losowy" }],
        DefaultProfile = Sometimes(random) ? "losowy" : Sometimes(random) ? "siec-firmowa" : null,
        AllowListLiftsLimit = Sometimes(random),
        PrivateCalls = new()
        {
            RespectsDenyList = Sometimes(random),
            OnNet = Sometimes(random),
            Premium = Sometimes(random),
            Cli = Sometimes(random) ? company.MainNumber : null,
            Rules = random.Next(4) == 0 ? [new() { Name = "poza siecią", Classes = NumberClassSet.Outside, Windows = [new(WeekDays.Weekend, 0, 1440)] }] : [],
        },
        DefaultLimit = Sometimes(random) ? Limit(random) : null,
        DefaultPremium = Sometimes(random) ? PremiumThreshold.Standard : null,
        CreditLimit = random.Next(4) == 0 ? Money.Of(1000) : null,
        Trunks = [company.Trunks[0] with { Profile = Sometimes(random) ? "kraj" : null, Announcements = Sometimes(random), PrivatePrefix = Sometimes(random) ? "*7*" : null }],
        Employees = [.. company.Employees.Select(e => Employee(e, random))],
        Area = Sometimes(random) ? CompanyArea.None : Area,
    };

    private static Employee Employee(Employee employee, Random random)
    {
        var scope = RandomScopes.Next(random);
        return employee with
        {
            Suspended = random.Next(10) == 0,
            Profile = random.Next(3) == 0 ? "losowy" : null,
            Allowed = Sometimes(random) ? scope.Allowed : NumberList.Empty,
            Denied = Sometimes(random) ? scope.Denied : NumberList.Empty,
            PrivateMode = (PrivateMode)random.Next(3),
            Limit = Sometimes(random) ? Limit(random) : null,
            Premium = random.Next(3) == 0 ? new(PremiumThreshold.Amounts[random.Next(4)]) : null,
            ServicesOff = random.Next(5) == 0 ? ServiceSet.Of((ServiceKind)random.Next(9)) : default,
        };
    }

    private static CostLimit Limit(Random random)
    {
        var mode = (LimitMode)random.Next(3);
        return new() { Amount = Money.Of(random.Next(150)), Mode = mode, CutsRunning = mode != LimitMode.NotifyOnly && Sometimes(random) };
    }

    private static CompanyArea Area { get; } = new()
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
                AccessPoints = ["001122aabbcc"],
            },
        ],
    };

    private static bool Sometimes(Random random) => random.Next(2) == 0;
}
