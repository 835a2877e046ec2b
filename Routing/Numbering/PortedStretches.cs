namespace PbxBridge.Routing.Numbering;

/// <summary>Ranges of ported numbers, cut where one begins or ends: stretches that do not overlap, each with the networks it has been in.</summary>
/// <param name="Starts">First numbers, sorted.</param>
/// <param name="Entries">As <see cref="PortedNumbers.Entry"/> makes them, of the first number of each stretch, sorted; a gap between ranges has none.</param>
internal readonly record struct PortedStretches(uint[] Starts, ulong[] Entries)
{
    /// <param name="repeats">Told of two ranges that have a number in common from the same day on: their lines, the later one first.</param>
    public static PortedStretches Of(List<PortedRange> ranges, Action<int, int> repeats)
    {
        uint[] stretches = [.. ranges.SelectMany(range => (uint[])[range.First, range.Last + 1]).Order().Distinct()];
        var found = new List<(ulong Entry, int Line)>(ranges.Count);
        foreach (var range in ranges)
        {
            for (var at = Array.BinarySearch(stretches, range.First); stretches[at] <= range.Last; at++)
                found.Add((PortedNumbers.Entry(stretches[at], range.Day, range.Network), range.Line));
        }

        found.Sort();
        var told = new HashSet<(int, int)>();
        for (var i = 1; i < found.Count; i++)
        {
            var (one, other) = (found[i - 1], found[i]);
            var pair = (Math.Max(one.Line, other.Line), Math.Min(one.Line, other.Line));
            if (one.Entry >> 16 == other.Entry >> 16 && told.Add(pair))
                repeats(pair.Item1, pair.Item2);
        }

        return new(stretches, [.. found.Select(one => one.Entry)]);
    }
}

/// <summary>A range of numbers that are ported together.</summary>
/// <param name="First">National number.</param>
/// <param name="Last">National number, not below the first.</param>
/// <param name="Day">See <see cref="PortedNumbers.DayOf"/>.</param>
/// <param name="Network">Its number in the table of networks.</param>
internal readonly record struct PortedRange(uint First, uint Last, int Day, int Network, int Line);
