using System.Collections.Frozen;

namespace PbxBridge.Charging.Prices;

/// <summary>The rows of a price list by what they price.</summary>
internal sealed class RowIndex
{
    private readonly PriceRow?[] _byClass = new PriceRow?[RateClasses.Count];
    private readonly PriceRow?[] _inArea = new PriceRow?[RateClasses.Count];
    private readonly PrefixTrie<PriceRow>?[] _byPrefix = new PrefixTrie<PriceRow>?[RateClasses.Count];
    private readonly FrozenDictionary<(RateClass Class, string Number), PriceRow> _byNumber;
    private readonly FrozenDictionary<(RateClass Class, string Zone), PriceRow> _byZone;

    public RowIndex(IEnumerable<PriceRow> rows)
    {
        var numbers = new Dictionary<(RateClass, string), PriceRow>();
        var zones = new Dictionary<(RateClass, string), PriceRow>();
        foreach (var row in rows)
        {
            foreach (var kind in row.Classes)
            {
                Add(row, kind, numbers, zones);
            }
        }

        _byNumber = numbers.ToFrozenDictionary();
        _byZone = zones.ToFrozenDictionary();
    }

    public PriceRow? InArea(RateClass kind) => _inArea[(int)kind];

    /// <summary>The most exact row: number, then longest prefix, then zone, then class.</summary>
    public PriceRow? Find(RateClass kind, string number, string? zone)
    {
        if (kind.IsByClass())
        {
            return _byClass[(int)kind];
        }

        return _byNumber.GetValueOrDefault((kind, number))
            ?? _byPrefix[(int)kind]?.Longest(number)
            ?? (zone is null ? null : _byZone.GetValueOrDefault((kind, zone)));
    }

    private void Add(PriceRow row, RateClass kind, Dictionary<(RateClass, string), PriceRow> numbers, Dictionary<(RateClass, string), PriceRow> zones)
    {
        foreach (var number in row.Numbers)
        {
            numbers.TryAdd((kind, number), row);
        }

        foreach (var prefix in row.Prefixes)
        {
            (_byPrefix[(int)kind] ??= new()).Add(prefix, row);
        }

        foreach (var zone in row.Zones)
        {
            zones.TryAdd((kind, zone), row);
        }

        if (kind.IsByClass())
        {
            (row.Area ? _inArea : _byClass)[(int)kind] ??= row;
        }
    }
}
