using System.Collections.Frozen;
using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Prices;

/// <summary>One version of a price list (cennik); never changed, only followed by another version.</summary>
public sealed class PriceList
{
    private readonly FrozenDictionary<string, FeeRow> _fees;

    public PriceList(PriceListHead head, ImmutableArray<PriceRow> calls, ImmutableArray<FeeRow> fees)
    {
        Head = head;
        Calls = calls;
        Fees = fees;
        Index = new(calls);
        _fees = fees.ToFrozenDictionary(f => f.Item.Item);
    }

    public PriceListHead Head { get; }

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<PriceRow> Calls { get; }

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<FeeRow> Fees { get; }

    internal RowIndex Index { get; }

    public FeeRow? Fee(string key) => _fees.GetValueOrDefault(key);
}
