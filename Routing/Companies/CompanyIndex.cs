using System.Collections.Frozen;
using System.Collections.Immutable;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Profiles;

namespace PbxBridge.Routing.Companies;

/// <summary>The look-ups of one company, built once from its snapshot. Where a faulty snapshot says a thing twice, the first counts.</summary>
internal sealed class CompanyIndex
{
    private readonly FrozenDictionary<ulong, NumberOwner> _numbers;
    private readonly Dictionary<string, Employee> _employees;
    private readonly FrozenDictionary<string, Softphone> _softphones;
    private readonly FrozenDictionary<PhoneNumber, ImmutableArray<Softphone>> _softphonesByOwner;
    private readonly FrozenDictionary<PhoneNumber, Mailbox> _mailboxes;
    private readonly FrozenDictionary<PhoneNumber, Employee> _desks;
    private readonly FrozenDictionary<PhoneNumber, PartnerNumber> _partners;
    private readonly FrozenDictionary<string, Profile> _profiles;

    public CompanyIndex(CompanySnapshot owner)
    {
        Owner = owner;
        Plan = new PrivatePlan(owner);
        Area = new AreaIndex(owner.Area);
        _numbers = First(ExactNumbers(owner), n => n.Key).ToFrozenDictionary(n => n.Key, n => n.Value.Value);
        _employees = First(owner.Employees, e => e.Id);
        _softphones = First(owner.Softphones, s => s.User).ToFrozenDictionary();
        _softphonesByOwner = owner.Softphones.GroupBy(s => s.Employee).ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray());
        _mailboxes = First(owner.Voicemail.Boxes, b => b.Owner).ToFrozenDictionary();
        _desks = First(owner.Employees.Where(e => e.Desk is not null), e => e.Desk ?? e.Mobile).ToFrozenDictionary();
        _partners = First(owner.PartnerNumbers, p => p.Number).ToFrozenDictionary();
        _profiles = First(owner.Profiles, p => p.Id).ToFrozenDictionary();
    }

    public CompanySnapshot Owner { get; }

    public AreaIndex Area { get; }

    public PrivatePlan Plan { get; }

    /// <summary>Every single number of the company, in the order of precedence; ranges are apart.</summary>
    public static IEnumerable<KeyValuePair<ulong, NumberOwner>> ExactNumbers(CompanySnapshot company)
    {
        foreach (var employee in company.Employees)
        {
            if (NumberKey.Of(employee.Mobile) is { } key)
            {
                yield return new(key, new(company, NumberOwnerKind.Employee, employee));
            }
        }

        foreach (var line in company.Lines)
        {
            if (NumberKey.Of(line.Number) is { } key)
            {
                yield return new(key, new(company, NumberOwnerKind.Line, line));
            }
        }

        if (company.MainNumber is { } main && NumberKey.Of(main) is { } mainKey)
        {
            yield return new(mainKey, new(company, NumberOwnerKind.MainNumber, RangeOf(company, main)));
        }
    }

    public NumberOwner? OwnerOf(PhoneNumber number)
    {
        if (NumberKey.Of(number) is not { } key)
        {
            return null;
        }

        if (_numbers.TryGetValue(key, out var owner))
        {
            return owner;
        }

        return RangeOf(Owner, number) is { } range ? new NumberOwner(Owner, NumberOwnerKind.PbxRange, range) : null;
    }

    public Employee? EmployeeWith(PhoneNumber mobile) => Exact(mobile)?.Employee;

    public Employee? EmployeeNamed(string id) => _employees.GetValueOrDefault(id);

    public Employee? EmployeeAt(PhoneNumber desk) => _desks.GetValueOrDefault(desk);

    public CompanyLine? LineWith(PhoneNumber number) => Exact(number)?.Line;

    public ImmutableArray<Softphone> SoftphonesOf(PhoneNumber employee) => _softphonesByOwner.TryGetValue(employee, out var found) ? found : [];

    public Softphone? SoftphoneOf(string user) => _softphones.GetValueOrDefault(user);

    public Mailbox? MailboxOf(PhoneNumber owner) => _mailboxes.GetValueOrDefault(owner);

    public PartnerNumber? PartnerWith(PhoneNumber number) => _partners.GetValueOrDefault(number);

    public Profile? ProfileWith(string id) => _profiles.GetValueOrDefault(id) ?? ReadyProfiles.Find(id);

    public PbxTrunk? TrunkWith(string id) => Owner.Trunks.FirstOrDefault(t => t.Id == id);

    public Site? SiteNamed(string name) => Owner.Sites.FirstOrDefault(s => s.Name == name);

    public Site SiteOf(PhoneNumber number)
    {
        var owner = OwnerOf(number);
        var name = owner?.Employee?.Site ?? owner?.Range?.Site;
        return (name is null ? null : SiteNamed(name)) ?? Owner.Sites[0];
    }

    private static PbxRange? RangeOf(CompanySnapshot company, PhoneNumber number) => company.PbxRanges.FirstOrDefault(r => r.Contains(number));

    private static Dictionary<TKey, TItem> First<TKey, TItem>(IEnumerable<TItem> items, Func<TItem, TKey> key)
        where TKey : notnull
    {
        var first = new Dictionary<TKey, TItem>();
        foreach (var item in items)
        {
            first.TryAdd(key(item), item);
        }

        return first;
    }

    private NumberOwner? Exact(PhoneNumber number) =>
        NumberKey.Of(number) is { } key && _numbers.TryGetValue(key, out var owner) ? owner : null;
}
