using System.Collections.Immutable;
using PbxBridge.Charging.Prices;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>All companies, the numbering plan and the operator's settings, as one immutable snapshot: a call pins the one it started with.</summary>
/// <remarks>Look-ups are O(1), PBX ranges O(log ranges). A changed company costs a copy of the number index (some milliseconds for 100,000 numbers);
/// the other companies stay the objects they are. Any thread may read it.</remarks>
public sealed class CompanyDirectory
{
    private readonly Dictionary<string, CompanySnapshot> _companies;
    private readonly DirectoryEntries _entries;
    private readonly NumberRange[] _ranges;
    private readonly DirectoryContext _context;

    private CompanyDirectory(Dictionary<string, CompanySnapshot> companies, DirectoryEntries entries, NumberRange[] ranges, DirectoryContext context)
    {
        _companies = companies;
        _entries = entries;
        _ranges = ranges;
        _context = context;
    }

    public NumberingData Numbering => _context.Numbering;

    public OperatorSettings Settings => _context.Settings;

    /// <summary>Tells ported numbers; knows nothing unless <see cref="With(INumberPortability)"/> gave it.</summary>
    public INumberPortability Portability => _context.Portability;

    /// <summary>Numbers that only take calls; none unless <see cref="With(ReceiveOnlyNumbers)"/> gave them.</summary>
    public ReceiveOnlyNumbers ReceiveOnly => _context.ReceiveOnly;

    /// <summary>What calls cost; null: there is no charging, and no call has a price.</summary>
    public PriceBook? Prices => _context.Prices;

    /// <summary>Which cells lie in which company's area; none unless <see cref="With(CellInventory)"/> gave an inventory.</summary>
    internal CompanyAreas Areas => _context.Areas;

    /// <summary>In no particular order.</summary>
    public IEnumerable<CompanySnapshot> Companies => _companies.Values;

    public int Count => _companies.Count;

    /// <summary>Where two companies claim one number, user, trunk or login, the first keeps it; <see cref="CompanyConflicts"/> names such pairs before it comes to that.</summary>
    public static CompanyDirectory Of(IEnumerable<CompanySnapshot> companies, NumberingData numbering, OperatorSettings settings)
    {
        var all = new Dictionary<string, CompanySnapshot>();
        var entries = new DirectoryEntries();
        var ranges = new List<NumberRange>();
        foreach (var company in companies)
        {
            all.Add(company.Id, company);
            entries.Enter(company);
            ranges.AddRange(NumberRange.Of(company));
        }

        return new(all, entries, Sorted(ranges), new(numbering, settings, NoPortability.Here, ReceiveOnlyNumbers.None, CompanyAreas.Of(all.Values, CellInventory.Empty, numbering.Date), null));
    }

    public static CompanyDirectory Empty(NumberingData numbering, OperatorSettings settings) => Of([], numbering, settings);

    /// <summary>The same directory with this company added, or in place of the one with its id.</summary>
    public CompanyDirectory With(CompanySnapshot company) => Changed(company.Id, company);

    public CompanyDirectory Without(string company) => Changed(company, null);

    /// <summary>Another day, or other files; which cells lie in which zone is worked out for that day.</summary>
    public CompanyDirectory With(NumberingData numbering) => With(_context with { Numbering = numbering, Areas = CompanyAreas.Of(Companies, Areas.Cells, numbering.Date) });

    public CompanyDirectory With(OperatorSettings settings) => With(_context with { Settings = settings });

    public CompanyDirectory With(INumberPortability portability) => With(_context with { Portability = portability });

    public CompanyDirectory With(ReceiveOnlyNumbers receiveOnly) => With(_context with { ReceiveOnly = receiveOnly });

    /// <param name="prices">Null switches charging off.</param>
    public CompanyDirectory With(PriceBook? prices) => With(_context with { Prices = prices });

    public CompanyDirectory With(CellInventory cells) => With(_context with { Areas = CompanyAreas.Of(Companies, cells, Numbering.Date) });

    public CompanySnapshot? Company(string id) => _companies.GetValueOrDefault(id);

    /// <summary>Whose number this is, or null when it belongs to no company.</summary>
    public NumberOwner? OwnerOf(PhoneNumber number)
    {
        if (NumberKey.Of(number) is not { } key)
        {
            return null;
        }

        if (_entries.Numbers.TryGetValue(key, out var owner))
        {
            return owner;
        }

        var at = RangeFrom(key);
        return at >= 0 && key <= _ranges[at].To ? new(_ranges[at].Company, NumberOwnerKind.PbxRange, _ranges[at].Range) : null;
    }

    /// <summary>The softphone user of this realm, or null.</summary>
    public SoftphoneOwner? SoftphoneOf(string user, string realm)
    {
        foreach (var owner in SoftphonesOf(user))
        {
            if (owner.Company.Realm == realm)
            {
                return owner;
            }
        }

        return null;
    }

    /// <summary>The softphone users of this name: one for each realm that has it.</summary>
    public ImmutableArray<SoftphoneOwner> SoftphonesOf(string user) => _entries.Softphones.TryGetValue(user, out var found) ? found : [];

    /// <summary>The PBX trunk with this id, or null; the operator's own trunks are not here.</summary>
    public TrunkOwner? TrunkOf(string id) => _entries.Trunks.TryGetValue(id, out var owner) ? owner : null;

    public IEnumerable<TrunkOwner> Trunks => _entries.Trunks.Values;

    /// <summary>Who logs in to the Manager with this name, or null.</summary>
    /// <param name="name">In lower case.</param>
    public LoginOwner? LoginNamed(string name) => _entries.Logins.TryGetValue(name, out var owner) ? owner : null;

    /// <summary>Both companies accepted each other (D5).</summary>
    public static bool ArePartners(CompanySnapshot one, CompanySnapshot other) =>
        one.PartnerCompanies.Contains(other.Id) && other.PartnerCompanies.Contains(one.Id);

    /// <summary>The class of a mobile number by the network that it is in, of another number as it is (NUM-2); with the network to which it was ported, if it was.</summary>
    /// <param name="byPrefix">What the numbering plan says.</param>
    public (string? Network, NumberClass Class) Ported(PhoneNumber number, NumberClass byPrefix)
    {
        var network = byPrefix is NumberClass.MobileOther or NumberClass.MobileOwnOperator ? Portability.OperatorOf(number, Numbering.Date) : null;
        return (network, network is null ? byPrefix : network == Settings.OperatorId ? NumberClass.MobileOwnOperator : NumberClass.MobileOther);
    }

    /// <summary>May be shown as a caller's number (CLI-2).</summary>
    public bool IsLegalCli(PhoneNumber number) => Numbering.IsLegalCli(number) && !ReceiveOnly.Contains(number);

    /// <summary>The companies that hold a number of this block, each once. Walks all single numbers: for an import, not for a call.</summary>
    internal IEnumerable<CompanySnapshot> OwnersWithin(ulong from, ulong to)
    {
        var found = new HashSet<CompanySnapshot>();
        foreach (var (key, owner) in _entries.Numbers)
        {
            if (key >= from && key <= to)
            {
                found.Add(owner.Company);
            }
        }

        for (var i = Math.Max(RangeFrom(from), 0); i < _ranges.Length && _ranges[i].From <= to; i++)
        {
            if (_ranges[i].To >= from)
            {
                found.Add(_ranges[i].Company);
            }
        }

        return found.OrderBy(c => c.Id, StringComparer.Ordinal);
    }

    private static NumberRange[] Sorted(IEnumerable<NumberRange> ranges)
    {
        var sorted = ranges.ToArray();
        Array.Sort(sorted, (a, b) => a.From.CompareTo(b.From));
        return sorted;
    }

    private CompanyDirectory Changed(string id, CompanySnapshot? now)
    {
        var entries = new DirectoryEntries(_entries);
        IEnumerable<NumberRange> ranges = _ranges;
        if (Company(id) is { } before)
        {
            entries.Leave(before);
            ranges = ranges.Where(r => r.Company != before);
        }

        if (now is not null)
        {
            entries.Enter(now);
            ranges = ranges.Concat(NumberRange.Of(now));
        }

        var companies = new Dictionary<string, CompanySnapshot>(_companies);
        companies.Remove(id);
        if (now is not null)
        {
            companies.Add(id, now);
        }

        return new(companies, entries, Sorted(ranges), _context with { Areas = Areas.With(id, now) });
    }

    private CompanyDirectory With(DirectoryContext context) => new(_companies, _entries, _ranges, context);

    /// <summary>Index of the last range that starts at or before <paramref name="key"/>; -1 when there is none.</summary>
    private int RangeFrom(ulong key)
    {
        var (low, high) = (0, _ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].From <= key)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }
}

/// <summary>What a directory holds besides the companies.</summary>
internal sealed record DirectoryContext(
    NumberingData Numbering, OperatorSettings Settings, INumberPortability Portability, ReceiveOnlyNumbers ReceiveOnly, CompanyAreas Areas, PriceBook? Prices);
