using System.Collections.Frozen;

namespace PbxBridge.Charging.Prices;

/// <summary>The rows of a price list by what they price, for each rate class.</summary>
internal sealed class RowIndex
{
    private readonly PriceRow?[] _byClass = new PriceRow?[RateClasses.Count];
    private readonly PriceRow?[] _inArea = new PriceRow?[RateClasses.Count];
    private readonly PrefixTrie<PriceRow>?[] _byPrefix = new PrefixTrie<PriceRow>?[RateClasses.Count];
    private readonly FrozenDictionary<string, PriceRow>?[] _byNumber;
    private readonly FrozenDictionary<string, PriceRow>?[] _byZone;

    public RowIndex(IReadOnlyCollection<PriceRow> rows)
    {
        _byNumber = Index(rows, row => row.Numbers);
        _byZone = Index(rows, row => row.Zones);
        foreach (var row in rows)
        {
            foreach (var kind in row.Classes)
            {
                foreach (var prefix in row.Prefixes)
                {
                    (_byPrefix[(int)kind] ??= new()).Add(prefix, row);
                }

                if (kind.IsByClass())
                {
                    (row.Area ? _inArea : _byClass)[(int)kind] ??= row;
                }
            }
        }
    }

    public PriceRow? InArea(RateClass kind) => _inArea[(int)kind];

    /// <summary>The most exact row: number, then longest prefix, then zone, then class.</summary>
    public PriceRow? Find(RateClass kind, string number, string? zone) => kind.IsByClass()
        ? _byClass[(int)kind]
        : _byNumber[(int)kind]?.GetValueOrDefault(number)
            ?? _byPrefix[(int)kind]?.Longest(number)
            ?? (zone is null ? null : _byZone[(int)kind]?.GetValueOrDefault(zone));

    /// <summary>Null for a class without any. Of two rows for the same the first counts; files have no such.</summary>
    private static FrozenDictionary<string, PriceRow>?[] Index(IReadOnlyCollection<PriceRow> rows, Func<PriceRow, IEnumerable<string>> keys)
    {
        var found = new Dictionary<string, PriceRow>?[RateClasses.Count];
        foreach (var row in rows)
        {
            foreach (var key in keys(row))
            {
                foreach (var kind in row.Classes)
                {
                    (found[(int)kind] ??= []).TryAdd(key, row);
                }
            }
        }

        return [.. found.Select(f => f?.ToFrozenDictionary())];
    }
}
