using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Logins;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Profiles;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Companies;

/// <summary>Everything the bridge knows of one company, at one revision. Immutable; a change is a new snapshot, swapped whole.</summary>
/// <remarks>Two snapshots are equal only when they are the same object. Any thread may read one.</remarks>
public sealed record CompanySnapshot
{
    private CompanyIndex? _index;

    /// <summary>Stable, lower case, unique on the bridge: <c>przyklad</c>.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Of announcements and sentences, unless a user chose another.</summary>
    public Language Language { get; init; } = Language.Polish;

    /// <summary>Counts every save of this company, from 1; 0 when it was never stored.</summary>
    public int Revision { get; init; }

    public CompanyState State { get; init; }

    /// <summary>The contract; after its end the services stop and the records stay (P4).</summary>
    public Term Contract { get; init; }

    /// <summary>Null: not known. Nothing that needs a number is switched on then, and nothing that runs is suspended (P7, P8).</summary>
    public int? ActiveSims { get; init; }

    /// <summary>The company has too few SIM cards for some of its services: on this day they are suspended (D10). Null: no such notice.</summary>
    public DateOnly? GatedFrom { get; init; }

    /// <summary>NIP, ten digits; null when not given.</summary>
    public string? TaxId { get; init; }

    /// <summary>REGON, nine or fourteen digits; null when not given.</summary>
    public string? Regon { get; init; }

    /// <summary>Digest realm of the company's softphones and trunks.</summary>
    public string Realm { get; init; } = "pbxbridge";

    /// <summary>The first one is the head office; at least one.</summary>
    public required ImmutableArray<Site> Sites { get; init; }

    /// <summary>Stands in for a calling number that is not the company's own (CLI-1).</summary>
    public PhoneNumber? MainNumber { get; init; }

    /// <summary>Which number outside people are shown.</summary>
    public OutboundCli OutboundCli { get; init; } = OutboundCli.Own;

    /// <summary>Colleagues see also who withholds his number (PRES-4).</summary>
    public bool ClirOverrideOnNet { get; init; }

    public PlanRules Rules { get; init; } = new();

    /// <summary>Short numbers that rest; kept by <see cref="ExtensionQuarantine"/>, in their order (PPN-8).</summary>
    public ImmutableArray<FreedExtension> FreedExtensions { get; init; } = [];

    public ImmutableArray<PbxRange> PbxRanges { get; init; } = [];

    public PbxDown PbxDown { get; init; } = PbxDown.Refuse;

    /// <summary>A 302 of a phone or PBX may lead outside the network, within the profile of its user (FWD-2).</summary>
    public bool RedirectOutside { get; init; }

    public ImmutableArray<PbxTrunk> Trunks { get; init; } = [];

    public ImmutableArray<Employee> Employees { get; init; } = [];

    public ImmutableArray<Softphone> Softphones { get; init; } = [];

    public ImmutableArray<CompanyLine> Lines { get; init; } = [];

    public VoicemailSettings Voicemail { get; init; } = new();

    public ImmutableArray<PartnerNumber> PartnerNumbers { get; init; } = [];

    /// <summary>Ids of the companies that this one accepted as partner network; it counts only when both did (D5).</summary>
    public ImmutableArray<string> PartnerCompanies { get; init; } = [];

    /// <summary>How short numbers of partner companies are dialled (PPN-11); a partner without a code is called by full numbers.</summary>
    public ImmutableArray<SiteCode> SiteCodes { get; init; } = [];

    /// <summary>Numbers that answer as somebody's voicemail at an operator; an answer from one of them is not the person (D8).</summary>
    public ImmutableArray<PhoneNumber> KnownDepositNumbers { get; init; } = [];

    public ServiceTerms Services { get; init; } = ServiceTerms.Everything;

    /// <summary>How the access to the Manager was ordered; null: it was not.</summary>
    public Activation? Activation { get; init; }

    /// <summary>The company's own profiles; beside them every company has <see cref="ReadyProfiles"/>.</summary>
    public ImmutableArray<Profile> Profiles { get; init; } = [];

    /// <summary>Id of the profile of employees who have none of their own; null: they are unrestricted.</summary>
    public string? DefaultProfile { get; init; }

    /// <summary>The allow list lets calls through a limit too (BAR-3).</summary>
    public bool AllowListLiftsLimit { get; init; }

    public PrivateOptions PrivateCalls { get; init; } = PrivateOptions.Default;

    /// <summary>Of employees who have none of their own; null: no limit.</summary>
    public CostLimit? DefaultLimit { get; init; }

    /// <summary>Of employees who have chosen none of their own; null: the statutory one, 35 zł (§6.6).</summary>
    public PremiumThreshold? DefaultPremium { get; init; }

    /// <summary>What all business calls of a cycle may cost, net; null: no limit.</summary>
    public Money? CreditLimit { get; init; }

    /// <summary>Where administrators are told of limits.</summary>
    public ImmutableArray<NoticeAddress> Notices { get; init; } = [];

    /// <summary>Id of the company's price list; null: the operator's.</summary>
    public string? PriceList { get; init; }

    /// <summary>When its billing cycles begin (CYC-1, CYC-4).</summary>
    public CycleSchedule Cycles { get; init; } = CycleSchedule.Of(1);

    public CompanyArea Area { get; init; } = CompanyArea.None;

    /// <summary>Who may log in to the Manager.</summary>
    public ImmutableArray<Login> Logins { get; init; } = [];

    /// <summary>The private plan: look-ups by short number and back.</summary>
    public PrivatePlan Plan => Index.Plan;

    // `with` copies the field; an index that was built for another object is not ours.
    internal CompanyIndex Index => _index is { } index && ReferenceEquals(index.Owner, this) ? index : _index = new CompanyIndex(this);

    /// <summary>The number as this company's own, or null: employee, company line, PBX range, main number. O(1), ranges O(log n).</summary>
    public NumberOwner? OwnerOf(PhoneNumber number) => Index.OwnerOf(number);

    public Employee? EmployeeWith(PhoneNumber mobile) => Index.EmployeeWith(mobile);

    /// <summary>By his id.</summary>
    public Employee? EmployeeNamed(string id) => Index.EmployeeNamed(id);

    public CompanyLine? LineWith(PhoneNumber number) => Index.LineWith(number);

    /// <summary>The employee whose desk has this PBX number; null when it is nobody's.</summary>
    public Employee? EmployeeAt(PhoneNumber desk) => Index.EmployeeAt(desk);

    /// <summary>The employee's softphones; empty when there are none.</summary>
    public ImmutableArray<Softphone> SoftphonesOf(PhoneNumber employee) => Index.SoftphonesOf(employee);

    public Softphone? SoftphoneOf(string user) => Index.SoftphoneOf(user);

    public Mailbox? MailboxOf(PhoneNumber owner) => Index.MailboxOf(owner);

    public PartnerNumber? PartnerWith(PhoneNumber number) => Index.PartnerWith(number);

    public PbxTrunk? TrunkWith(string id) => Index.TrunkWith(id);

    public Site? SiteNamed(string name) => Index.SiteNamed(name);

    /// <summary>The site of an employee or a PBX number of the company; the head office when it has none.</summary>
    public Site SiteOf(PhoneNumber number) => Index.SiteOf(number);

    /// <summary>The profile with this id: the company's own or a ready one; null when there is none.</summary>
    public Profile? ProfileWith(string id) => Index.ProfileWith(id);

    /// <summary>The profile of an employee; null: unrestricted.</summary>
    public Profile? ProfileOf(Employee employee) => (employee.Profile ?? DefaultProfile) is { } id ? ProfileWith(id) : null;

    public CostLimit? LimitOf(Employee employee) => employee.Limit ?? DefaultLimit;

    /// <summary>Every subscriber has one (§6.6).</summary>
    public PremiumThreshold PremiumOf(Employee employee) => employee.Premium ?? DefaultPremium ?? PremiumThreshold.Standard;

    /// <summary>The services that work on this day, after the state of the company and its contract (P4).</summary>
    public ServiceSet ServicesOn(DateOnly day)
    {
        if (!IsInService(day))
            return default;
        var on = Services.On(day);
        return GatesClosedOn(day) ? on.Without(ServiceSet.Of(ServiceKind.PrivateCalls)) : on;
    }

    /// <summary>The company exists for callers: it is switched on and its contract runs.</summary>
    public bool IsInService(DateOnly day) => State is CompanyState.Active or CompanyState.Suspended && Contract.Holds(day);

    /// <summary>What only large companies have is suspended: the PBX ranges, the PBX main number as partner number, private calls, service and billing administrators (D10).</summary>
    public bool GatesClosedOn(DateOnly day) => GatedFrom is { } from && day >= from;

    /// <summary>Only a large company may have this partner number: it is the main number of its own PBX (N10).</summary>
    public bool IsGated(PartnerNumber partner) => partner.PbxMain || partner.Number == MainNumber;

    public bool IsDepositNumber(PhoneNumber number) => KnownDepositNumbers.Contains(number);

    public bool Equals(CompanySnapshot? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    public override string ToString() => $"{Id} r{Revision}";
}
