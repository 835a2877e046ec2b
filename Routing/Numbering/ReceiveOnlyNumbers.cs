namespace PbxBridge.Routing.Numbering;

/// <summary>The numbers that only take calls (DNO, "do not originate"; domain §1.7): who calls with one of them is a fraud, and nobody is shown as calling from one (CLI-2).
/// Immutable; any thread.</summary>
/// <remarks>Sixteen bytes a number or range, asked by binary search.</remarks>
public sealed class ReceiveOnlyNumbers
{
    public static readonly ReceiveOnlyNumbers None = new([], []);

    private readonly ulong[] _from;
    private readonly ulong[] _to;

    private ReceiveOnlyNumbers(ulong[] from, ulong[] to) => (_from, _to) = (from, to);

    /// <summary>Numbers and ranges, as the file has them.</summary>
    public int Count { get; private init; }

    public bool Contains(PhoneNumber number)
    {
        if (_from.Length == 0 || NumberKey.Of(number) is not { } key)
            return false;
        var at = Array.BinarySearch(_from, key) is var found && found >= 0 ? found : ~found - 1;
        return at >= 0 && key <= _to[at];
    }

    /// <param name="ranges">First and last number of each, in any order; they may overlap.</param>
    internal static ReceiveOnlyNumbers Of(List<(ulong From, ulong To)> ranges)
    {
        var (from, to) = (new List<ulong>(ranges.Count), new List<ulong>(ranges.Count));
        foreach (var range in ranges.Order())
        {
            if (to.Count > 0 && range.From <= to[^1])
            {
                to[^1] = Math.Max(to[^1], range.To);
                continue;
            }

            from.Add(range.From);
            to.Add(range.To);
        }

        return new([.. from], [.. to]) { Count = ranges.Count };
    }
}
