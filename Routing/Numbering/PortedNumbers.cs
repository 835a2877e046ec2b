namespace PbxBridge.Routing.Numbering;

/// <summary>The ported numbers of the country (NUM-2, O8): single numbers and ranges, each with the network it is in from a day on. Immutable; any thread.</summary>
/// <remarks>Eight bytes a number: a sorted array of <c>number · day · network</c>, asked by binary search among those of the same four leading digits. Ranges are cut into stretches
/// that do not overlap.</remarks>
public sealed class PortedNumbers : INumberPortability
{
    /// <summary>Day 0 of the arrays; what was ported before counts from here.</summary>
    internal static readonly DateOnly FirstDay = new(2000, 1, 1);

    private const string Poland = "+48";
    private const int NationalLength = 9;
    private const uint BlockSize = 100_000;
    private readonly ulong[] _numbers;
    private readonly int[] _blocks = new int[(1_000_000_000 / BlockSize) + 1];
    private readonly uint[] _starts;
    private readonly ulong[] _stretches;
    private readonly string[] _networks;

    /// <param name="numbers">Sorted, see <see cref="Entry"/>.</param>
    /// <param name="starts">First numbers of the stretches, sorted; a stretch goes on to the next one.</param>
    /// <param name="stretches">Sorted, with the first number of the stretch; a stretch that has none is not ported.</param>
    /// <param name="networks">By number in the entries.</param>
    internal PortedNumbers(ulong[] numbers, uint[] starts, ulong[] stretches, string[] networks)
    {
        (_numbers, _starts, _stretches, _networks) = (numbers, starts, stretches, networks);
        foreach (var entry in numbers)
            _blocks[((entry >> 32) / BlockSize) + 1]++;
        for (var i = 1; i < _blocks.Length; i++)
            _blocks[i] += _blocks[i - 1];
    }

    /// <summary>Single numbers, each version counted.</summary>
    public int Count => _numbers.Length;

    /// <summary>Ranges, as the file has them.</summary>
    public int Ranges { get; internal init; }

    /// <summary>Of a number that is ported by itself and within a range, the later port counts; on one day its own.</summary>
    public string? OperatorOf(PhoneNumber number, DateOnly on)
    {
        if (NationalOf(number) is not { } national || on < FirstDay)
            return null;
        var block = national / BlockSize;
        var own = Latest(_numbers.AsSpan(_blocks[block].._blocks[block + 1]), national, on);
        var start = Array.BinarySearch(_starts, national) is var at && at >= 0 ? at : ~at - 1;
        var range = start >= 0 ? Latest(_stretches, _starts[start], on) : null;
        return (own, range) switch
        {
            ({ } one, { } other) => _networks[NetworkIn(DayIn(other) > DayIn(one) ? other : one)],
            ({ } one, null) => _networks[NetworkIn(one)],
            (null, { } other) => _networks[NetworkIn(other)],
            _ => null,
        };
    }

    /// <summary>What the arrays hold: the number in the upper half, then the day, then the network; the order of the integers is the order of the look-up.</summary>
    internal static ulong Entry(uint number, int day, int network) => ((ulong)number << 32) | ((ulong)(uint)day << 16) | (uint)network;

    /// <summary>The largest day of the arrays is in 2179.</summary>
    internal static int DayOf(DateOnly day) => Math.Clamp(day.DayNumber - FirstDay.DayNumber, 0, ushort.MaxValue);

    private static ulong? Latest(ReadOnlySpan<ulong> entries, uint number, DateOnly on)
    {
        var bound = Entry(number, DayOf(on), ushort.MaxValue);
        var at = entries.BinarySearch(bound) is var found && found >= 0 ? found : ~found - 1;
        return at >= 0 && entries[at] >> 32 == number ? entries[at] : null;
    }

    private static uint? NationalOf(PhoneNumber number) =>
        number.Value.Length == Poland.Length + NationalLength && number.Value.StartsWith(Poland, StringComparison.Ordinal)
        && uint.TryParse(number.Value.AsSpan(Poland.Length), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var national)
            ? national
            : null;

    private static int DayIn(ulong entry) => (int)(entry >> 16) & 0xffff;

    private static int NetworkIn(ulong entry) => (int)(entry & 0xffff);
}
