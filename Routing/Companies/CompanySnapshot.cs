using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;

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

    public int ActiveSims { get; init; }

    /// <summary>NIP, ten digits; null when not given.</summary>
    public string? TaxId { get; init; }

    /// <summary>Digest realm of the company's softphones and trunks.</summary>
    public string Realm { get; init; } = "pbxbridge";

    /// <summary>The first one is the head office; at least one.</summary>
    public required ImmutableArray<Site> Sites { get; init; }

    /// <summary>Stands in for a calling number that is not the company's own (CLI-1).</summary>
    public PhoneNumber? MainNumber { get; init; }

    public PlanRules Rules { get; init; } = new();

    public ImmutableArray<PbxRange> PbxRanges { get; init; } = [];

    public ImmutableArray<PbxTrunk> Trunks { get; init; } = [];

    public ImmutableArray<Employee> Employees { get; init; } = [];

    public ImmutableArray<Softphone> Softphones { get; init; } = [];

    public ImmutableArray<CompanyLine> Lines { get; init; } = [];

    public VoicemailSettings Voicemail { get; init; } = new();

    public ImmutableArray<PartnerNumber> PartnerNumbers { get; init; } = [];

    /// <summary>Ids of the companies that this one accepted as partner network; it counts only when both did (D5).</summary>
    public ImmutableArray<string> PartnerCompanies { get; init; } = [];

    /// <summary>Numbers that answer as somebody's voicemail at an operator; an answer from one of them is not the person (D8).</summary>
    public ImmutableArray<PhoneNumber> KnownDepositNumbers { get; init; } = [];

    /// <summary>The private plan: look-ups by short number and back.</summary>
    public PrivatePlan Plan => Index.Plan;

    // `with` copies the field; an index that was built for another object is not ours.
    internal CompanyIndex Index => _index is { } index && ReferenceEquals(index.Owner, this) ? index : _index = new CompanyIndex(this);

    /// <summary>The number as this company's own, or null: employee, company line, PBX range, main number. O(1), ranges O(log n).</summary>
    public NumberOwner? OwnerOf(PhoneNumber number) => Index.OwnerOf(number);

    public Employee? EmployeeWith(PhoneNumber mobile) => Index.EmployeeWith(mobile);

    public CompanyLine? LineWith(PhoneNumber number) => Index.LineWith(number);

    /// <summary>The employee's softphones; empty when there are none.</summary>
    public ImmutableArray<Softphone> SoftphonesOf(PhoneNumber employee) => Index.SoftphonesOf(employee);

    public Softphone? SoftphoneOf(string user) => Index.SoftphoneOf(user);

    public Mailbox? MailboxOf(PhoneNumber owner) => Index.MailboxOf(owner);

    public PartnerNumber? PartnerWith(PhoneNumber number) => Index.PartnerWith(number);

    public PbxTrunk? TrunkWith(string id) => Index.TrunkWith(id);

    public Site? SiteNamed(string name) => Index.SiteNamed(name);

    /// <summary>The site of an employee or a PBX number of the company; the head office when it has none.</summary>
    public Site SiteOf(PhoneNumber number) => Index.SiteOf(number);

    public bool IsDepositNumber(PhoneNumber number) => KnownDepositNumbers.Contains(number);

    public bool Equals(CompanySnapshot? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    public override string ToString() => $"{Id} r{Revision}";
}
