using System.Collections.Immutable;
using PbxBridge.Charges;
using PbxBridge.Configuration;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Storage;

namespace PbxBridge.Hosting;

/// <summary>The store's companies as snapshots. One thread at a time; not the loop's, as it waits for the disk.</summary>
internal sealed class CompanyCatalogue(Store store, OperatorOptions options, OperatorTables tables, PriceLists prices)
{
    private readonly Dictionary<string, CompanySnapshot> _read = [];
    private long _changes = -1;

    public CompanyFormat Format { get; private set; } = new(NumberingOf(tables), options.Realm);

    /// <summary>Faults of stored documents that were found by the last <see cref="Load"/> or <see cref="Refresh"/>; such a company keeps its last good
    /// revision, or is missing.</summary>
    public ImmutableArray<string> Faults { get; private set; } = [];

    public static OperatorSettings SettingsOf(OperatorOptions options) => new()
    {
        MobileTrunk = options.MobileTrunk,
        EmergencyTrunks = options.EmergencyTrunks,
        Realm = options.Realm,
        RejectDoubleZero = options.RejectDoubleZero,
        OperatorId = options.Network,
        QuietTrunks = [.. options.Trunks.Where(trunk => !trunk.Value.Announcements).Select(trunk => trunk.Key)],
    };

    /// <summary>All of them, read anew.</summary>
    public CompanyDirectory Load()
    {
        Faults = [];
        _changes = store.Companies.Changes;
        _read.Clear();
        Read(store.Companies.Revisions());
        return tables.Into(CompanyDirectory.Of(_read.Values, NumberingOf(tables), SettingsOf(options)).With(prices.Book));
    }

    /// <summary>The directory with what was saved since, and what of the operator's tables and price lists was changed; null when nothing was.</summary>
    public CompanyDirectory? Refresh(CompanyDirectory current)
    {
        var next = tables.Refresh(current, out var faults) ?? current;
        if (next.Numbering != current.Numbering)
            Format = new(next.Numbering, options.Realm);
        if (prices.HaveChanged)
        {
            if (prices.TryRead())
                next = next.With(prices.Book);
            faults = [.. faults, .. prices.Faults];
        }

        Faults = faults;
        var changes = store.Companies.Changes;
        if (changes != _changes)
        {
            var changed = store.Companies.Revisions().Where(row => !_read.TryGetValue(row.Key, out var known) || known.Revision != row.Value).ToList();
            foreach (var company in Read(changed))
                next = next.With(company);
            _changes = changes;
        }

        return ReferenceEquals(next, current) ? null : next;
    }

    private static NumberingData NumberingOf(OperatorTables tables) =>
        tables.Numbering.Value ?? throw new InvalidOperationException("The tables are read before the companies are.");

    private List<CompanySnapshot> Read(IEnumerable<KeyValuePair<string, long>> revisions)
    {
        var companies = new List<CompanySnapshot>();
        var faults = ImmutableArray.CreateBuilder<string>();
        foreach (var (id, revision) in revisions)
        {
            if (store.Companies.Load(id, revision) is not { } document)
                continue;
            var (company, found) = Format.ReadStored(document.Json.Span);
            faults.AddRange(found.Select(fault => $"Company {id}, revision {revision}, {fault}"));
            if (company is not null)
                companies.Add(_read[id] = company with { Revision = (int)revision });
        }

        Faults = [.. Faults, .. faults];
        return companies;
    }
}
