using System.Collections.Immutable;

namespace PbxBridge.Charging.Prices;

/// <summary>A price list, or every fault of its file: all or nothing.</summary>
public sealed record PriceListReading(PriceList? List, ImmutableArray<PriceFault> Faults);
