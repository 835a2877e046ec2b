using System.Collections.Immutable;

namespace PbxBridge.Charging.Prices;

/// <summary>The faults of a file found so far, in the order of finding.</summary>
internal sealed class PriceFaults
{
    private readonly List<PriceFault> _faults = [];

    public int Count => _faults.Count;

    public void Add(string path, string rule, string polish, string english) => _faults.Add(new(path, rule, new(polish, english)));

    public ImmutableArray<PriceFault> ToImmutable() => [.. _faults];
}
