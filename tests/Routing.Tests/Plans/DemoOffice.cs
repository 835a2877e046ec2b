using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.Tests.Numbering;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>The demo company of decisions.md, a second company, and requests to plan.</summary>
internal sealed class DemoOffice : IPresence, IAccounts
{
    public const string PbxTrunk = "przyklad-pbx";
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly SoftphoneSecret Secret = new("pbxbridge", "", "", "");

    public static CompanySnapshot Przyklad { get; } = new()
    {
        Id = "przyklad",
        Name = "Przykład Sp. z o.o.",
        ActiveSims = 24,
        Sites = [new("Warszawa", "22"), new("Szczecin", "91"), new("Kraków", "12")],
        MainNumber = new("+48225558000"),
        Rules = new() { Breakout = "0", Mode = BreakoutMode.Optional, Domain = "przyklad.pbxbridge" },
        PbxRanges = [new(new("+48225558000"), new("+48225558999"), PbxTrunk, "8000", "Warszawa")],
        Trunks = [new() { Id = PbxTrunk, Peers = [new("127.0.0.1", 5080)] }],
        Employees =
        [
            Person("200", "Maria Wiśniewska", "Warszawa"),
            Person("201", "Anna Kowalska", "Warszawa") with { PersonalLine = new() { Second = new("+48601000200") } },
            Person("202", "Piotr Zieliński", "Warszawa"),
            Person("203", "Łucja Żółkiewska", "Warszawa"),
            Person("301", "Marek Wójcik", "Szczecin"),
            Person("302", "Ewa Dąbrowska", "Szczecin"),
            Person("401", "Jan Nowak", "Kraków"),
            Person("402", "Katarzyna Lewandowska", "Kraków"),
            Person("499", "Bez Skrzynki", "Kraków") with { VoicemailEnabled = false },
        ],
        Softphones = [new("anna", new("+48601000201"), Secret), new("piotr", new("+48601000202"), Secret), new("maria", new("+48601000200"), Secret)],
        Lines =
        [
            Line("600", "+48600000001", "mazowieckie", LineOrder.Random, "201", "202", "203"),
            Line("601", "+48600000002", "zachodniopomorskie", LineOrder.Random, "301", "302"),
            Line("602", "+48600000003", "małopolskie", LineOrder.Fixed, "401", "402"),
        ],
        Voicemail = new() { AccessExtension = "500" },
        PartnerNumbers = [new(new("+48221234567"), "Biuro kontrahenta", "700")],
    };

    public static CompanySnapshot Other { get; } = new()
    {
        Id = "inna",
        Name = "Inna S.A.",
        Sites = [new("Poznań", "61")],
        MainNumber = new("+48618880000"),
        Rules = new() { Domain = "inna.pbxbridge" },
        PbxRanges = [new(new("+48618880000"), new("+48618880099"), "inna-pbx")],
        Trunks = [new() { Id = "inna-pbx", Peers = [new("192.0.2.1")], AddBreakoutToCli = true, Announcements = false }],
        Employees = [new() { Id = "obcy", Name = "Olga Obca", Mobile = new("+48602000001"), Extension = "201", Site = "Poznań", VoicemailEnabled = true }],
    };

    public CompanyDirectory Directory { get; private set; } = CompanyDirectory.Of([Przyklad, Other], ShippedNumbering.Data, new OperatorSettings());

    public HashSet<string> Registered { get; } = [];

    public HashSet<string> DownTrunks { get; } = [];

    public Dictionary<(string Caller, string Called), int> Setups { get; } = [];

    /// <summary>Calls that went back to their PBX just now.</summary>
    public HashSet<(string Trunk, string Caller, string Called)> SentBack { get; } = [];

    /// <summary>By extension.</summary>
    public Dictionary<string, LimitUse> Limits { get; } = [];

    /// <summary>By extension, gross.</summary>
    public Dictionary<string, decimal> Premium { get; } = [];

    public Dictionary<string, decimal> Closed { get; } = [];

    /// <summary>By owner of the account: the mobile number, unless the employee has another.</summary>
    public Dictionary<string, decimal> Prepaid { get; } = [];

    public decimal Owed { get; set; }

    public int Refusals { get; set; }

    public static CallSource Mobile => new CallSource.FromMobileNetwork("mobile");

    public static CallSource Pbx => new CallSource.FromPbx("przyklad", PbxTrunk);

    public static Employee Person(string extension, string name, string site) => new()
    {
        Id = extension,
        Name = name,
        Mobile = MobileOf(extension),
        Extension = extension,
        Site = site,
        VoicemailEnabled = true,
    };

    public static PhoneNumber MobileOf(string extension) => new("+48601000" + extension);

    /// <summary>A customer from outside.</summary>
    public static CallRequest FromOutside(string dialled) => new() { Source = Mobile, Dialled = dialled, Asserted = "<tel:+48502111222>", At = Now, Seed = 7 };

    /// <summary>An employee's mobile.</summary>
    public static CallRequest FromMobile(string extension, string dialled) =>
        new() { Source = Mobile, Dialled = dialled, Asserted = $"sip:{MobileOf(extension)}@ims.example;user=phone", At = Now, Seed = 7 };

    /// <summary>A desk phone behind the PBX.</summary>
    public static CallRequest FromDesk(string from, string dialled) =>
        new() { Source = Pbx, Dialled = dialled, From = $"\"Biurko\" <sip:{from}@127.0.0.1>", DisplayName = "Biurko", At = Now, Seed = 7 };

    public static CallRequest FromSoftphone(string user, string dialled) =>
        new() { Source = new CallSource.FromSoftphone("przyklad", user), Dialled = dialled, At = Now, Seed = 7 };

    public DemoOffice With(Func<CompanySnapshot, CompanySnapshot> change)
    {
        Directory = Directory.With(change(Przyklad));
        return this;
    }

    /// <summary>The second company, changed; with another id it is added.</summary>
    public DemoOffice WithOther(Func<CompanySnapshot, CompanySnapshot> change)
    {
        Directory = Directory.With(change(Other));
        return this;
    }

    public DemoOffice WithPrices(PriceBook prices)
    {
        Directory = Directory.With(prices);
        return this;
    }

    public DemoOffice WithCells(CellInventory cells)
    {
        Directory = Directory.With(cells);
        return this;
    }

    /// <summary>The directory is that of another day.</summary>
    public DemoOffice OnDay(DateOnly day)
    {
        Directory = Directory.With(Directory.Numbering.At(day));
        return this;
    }

    public DemoOffice WithPortability(INumberPortability portability)
    {
        Directory = Directory.With(portability);
        return this;
    }

    /// <summary>The number is on the DNO list.</summary>
    public DemoOffice WithReceiveOnly(string number)
    {
        var list = ReceiveOnlyNumbersReader.Read(new("dno.tsv", $"from\tto\n{number}\t\n")).Numbers;
        Assert.NotNull(list);
        Directory = Directory.With(list);
        return this;
    }

    public DemoOffice WithSettings(OperatorSettings settings)
    {
        Directory = Directory.With(settings);
        return this;
    }

    /// <summary>So much of the employee's limit is used.</summary>
    public DemoOffice WithSpent(string extension, decimal zloty)
    {
        Limits[extension] = new(Money.Of(zloty));
        return this;
    }

    public DemoOffice WithEmployee(string extension, Func<Employee, Employee> change) =>
        With(c => c with { Employees = [.. c.Employees.Select(e => e.Extension == extension ? change(e) : e)] });

    public DemoOffice WithLine(string extension, Func<CompanyLine, CompanyLine> change) =>
        With(c => c with { Lines = [.. c.Lines.Select(l => l.Extension == extension ? change(l) : l)] });

    public CallPlan Plan(CallRequest request) => CallPlanner.Plan(Directory, request, this, this);

    /// <summary>The steps as one line: <c>ring 201 mobile+anna 20 [Any→1]; voicemail 201</c>.</summary>
    public string Steps(CallRequest request) => PlanText.Of(Plan(request));

    public bool IsRegistered(string company, string user) => Registered.Contains(user);

    public bool WasSentBack(string trunk, PhoneNumber caller, PhoneNumber called) => SentBack.Contains((trunk, caller.Value, called.Value));

    public bool IsTrunkUp(string trunk) => !DownTrunks.Contains(trunk);

    public int RecentRefusals(PhoneNumber caller) => Refusals;

    public LimitUse LimitOf(string company, string employee) => Limits.GetValueOrDefault(employee);

    public Money PremiumOf(string company, string employee) => Money.Of(Premium.GetValueOrDefault(employee));

    public Money? PremiumClosedAt(string company, string employee) => Closed.TryGetValue(employee, out var threshold) ? Money.Of(threshold) : null;

    public Money OwedBy(string company) => Money.Of(Owed);

    public Money? PrepaidOf(string company, string owner) => Prepaid.TryGetValue(owner, out var amount) ? Money.Of(amount) : null;

    public int ConcurrentSetups(PhoneNumber caller, PhoneNumber called) => Setups.GetValueOrDefault((caller.Value, called.Value));

    private static CompanyLine Line(string extension, string number, string name, LineOrder order, params string[] members) => new()
    {
        Number = new(number),
        Extension = extension,
        Name = name,
        Members = [.. members.Select(MobileOf)],
        Order = order,
    };
}
