using System.Collections.Immutable;

namespace PbxBridge.Routing.Numbering;

/// <summary>Reads the regulator's list of numbers that only take calls (DNO): tab-separated, all or nothing, every fault with its line.</summary>
public static class ReceiveOnlyNumbersReader
{
    private const string Poland = "+48";
    private const int NationalLength = 9;
    private static readonly string[] Columns = ["from", "to"];

    /// <param name="file">With a heading: <c>from to</c>, other columns are for people. <c>from</c> is a number, <c>+48221234567</c> or <c>221234567</c>; <c>to</c> is the last one of a range,
    /// empty for a single number.</param>
    public static ReceiveOnlyNumbersReading Read(NumberingFile file)
    {
        var faults = new List<NumberingFault>();
        var ranges = new List<(ulong From, ulong To)>();
        foreach (var row in TsvTable.Read(file, Columns, faults))
        {
            if (Number(row["from"]) is not { } from)
                row.Bad("from", "+48221234567");
            else if ((row["to"].Length == 0 ? from : Number(row["to"])) is not { } to || to < from)
                row.Bad("to", "a number from the first one on");
            else
                ranges.Add((from, to));
        }

        return faults.Count == 0 ? new(ReceiveOnlyNumbers.Of(ranges), []) : new(null, [.. faults]);
    }

    private static ulong? Number(string text)
    {
        var whole = text.StartsWith(Poland, StringComparison.Ordinal) ? text : Poland + text;
        return whole.Length == Poland.Length + NationalLength ? NumberKey.Of(new(whole)) : null;
    }
}

/// <summary>The list, or every fault of the file.</summary>
public sealed record ReceiveOnlyNumbersReading(ReceiveOnlyNumbers? Numbers, ImmutableArray<NumberingFault> Faults);
