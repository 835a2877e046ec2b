namespace PbxBridge.Routing.Hunting;

/// <summary>A small generator whose sequence depends on its seed alone, on every machine and every version of .NET: a call's order can be replayed
/// from its record. SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).</summary>
/// <remarks>A mutable value: keep it in a field or pass it by reference.</remarks>
public struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in 0 … <paramref name="bound"/> − 1. The bias of multiply-and-shift is below 2⁻⁵⁹ for the sixteen members of a line.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>A fresh permutation in place (Fisher–Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
