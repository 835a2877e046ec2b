using System.Collections.Immutable;
using System.Text;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Numbering;

/// <summary>Reads the operator's file of ported numbers: tab-separated, all or nothing, faults with their line. A few million lines are read in a second or two.</summary>
public static class PortedNumbersReader
{
    /// <summary>A file that is wrong throughout has more faults than anybody reads.</summary>
    private const int MaxFaults = 20;

    private const string Heading = "from\tto\tnetwork\tvalid_from";
    private const int NationalLength = 9;

    /// <param name="name">For messages.</param>
    /// <param name="text">UTF-8, with the heading <c>from to network valid_from</c>. <c>from</c> is a number, <c>+48601234567</c> or <c>601234567</c>; <c>to</c> is the last one of a
    /// range, empty for a single number; <c>network</c> is the id of the network that has it, or its routing number, at most 16 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>;
    /// <c>valid_from</c> is a day. Empty lines and lines from <c>#</c> are skipped.</param>
    public static PortedNumbersReading Read(string name, ReadOnlySpan<byte> text)
    {
        var table = new Table(name);
        var line = 0;
        var hasHeading = false;
        text = text.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;
        while (!text.IsEmpty && table.Faults.Count < MaxFaults)
        {
            var end = text.IndexOf((byte)'\n');
            var row = (end < 0 ? text : text[..end]).TrimEnd((byte)'\r');
            text = end < 0 ? [] : text[(end + 1)..];
            line++;
            if (row.IsEmpty || row[0] == '#')
                continue;
            if (hasHeading)
                table.Add(line, row);
            else if (!(hasHeading = Ascii.Equals(row.Trim((byte)'\t'), Heading)))
                return new(null, [new(name, line, new($"pierwszy wiersz to nie „{Heading}”", $"the first line is not \"{Heading}\""))]);
        }

        if (!hasHeading)
            return new(null, [new(name, 0, new("plik jest pusty", "the file is empty"))]);
        var numbers = table.ToNumbers();
        return table.Faults.Count > 0 ? new(null, [.. table.Faults]) : new(numbers, []);
    }

    /// <summary>The rows that were read so far.</summary>
    private sealed class Table(string name)
    {
        private readonly List<ulong> _numbers = [];
        private readonly List<int> _lines = [];
        private readonly List<PortedRange> _ranges = [];
        private readonly Dictionary<string, int> _networks = new(StringComparer.Ordinal);
        private readonly List<string> _names = [];

        public List<NumberingFault> Faults { get; } = [];

        public void Add(int line, ReadOnlySpan<byte> row)
        {
            Span<Range> fields = stackalloc Range[5];
            if (Split(row, fields) != 4)
            {
                Bad(line, "wiersz nie ma czterech kolumn", "the line does not have four columns");
                return;
            }

            var (from, to) = (Number(row[fields[0]]), row[fields[1]].IsEmpty ? null : Number(row[fields[1]]));
            if (from is not { } first)
                Bad(line, "from", row[fields[0]], "+48601234567");
            else if (!row[fields[1]].IsEmpty && !(to >= first))
                Bad(line, "to", row[fields[1]], "a number from the first one on");
            else if (Network(row[fields[2]]) is not { } network)
                Bad(line, "network", row[fields[2]], "260-02");
            else if (Day(row[fields[3]]) is not { } day)
                Bad(line, "valid_from", row[fields[3]], "yyyy-mm-dd");
            else if (to is { } last)
                _ranges.Add(new(first, last, day, network, line));
            else
            {
                _numbers.Add(PortedNumbers.Entry(first, day, network));
                _lines.Add(line);
            }
        }

        public PortedNumbers ToNumbers()
        {
            var (numbers, lines) = (_numbers.ToArray(), _lines.ToArray());
            Array.Sort(numbers, lines);
            for (var i = 1; i < numbers.Length && Faults.Count < MaxFaults; i++)
            {
                if (numbers[i] >> 16 == numbers[i - 1] >> 16)
                    Repeats(Math.Max(lines[i], lines[i - 1]), Math.Min(lines[i], lines[i - 1]));
            }

            var stretches = PortedStretches.Of(_ranges, Repeats);
            return new(numbers, stretches.Starts, stretches.Entries, [.. _names]) { Ranges = _ranges.Count };
        }

        private void Repeats(int line, int other)
        {
            if (Faults.Count < MaxFaults)
                Bad(line, $"powtarza wiersz {other} od tego samego dnia", $"repeats line {other} from the same day");
        }

        private static int Split(ReadOnlySpan<byte> row, Span<Range> fields)
        {
            var count = 0;
            var from = 0;
            while (count < fields.Length)
            {
                var tab = row[from..].IndexOf((byte)'\t');
                fields[count++] = tab < 0 ? from..row.Length : from..(from + tab);
                if (tab < 0)
                    break;
                from += tab + 1;
            }

            return count;
        }

        private static uint? Number(ReadOnlySpan<byte> text)
        {
            var digits = text.StartsWith("+48"u8) ? text[3..] : text;
            return digits.Length == NationalLength && Digits(digits) is var number && number >= 0 ? (uint)number : null;
        }

        private int? Network(ReadOnlySpan<byte> text)
        {
            Span<char> chars = stackalloc char[16];
            if (text.IsEmpty || text.Length > chars.Length)
                return null;
            for (var i = 0; i < text.Length; i++)
            {
                var c = (char)text[i];
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
                    return null;
                chars[i] = c;
            }

            var known = _networks.GetAlternateLookup<ReadOnlySpan<char>>();
            if (known.TryGetValue(chars[..text.Length], out var network))
                return network;
            if (_names.Count > ushort.MaxValue)
                return null;
            var id = chars[..text.Length].ToString();
            _names.Add(id);
            return _networks[id] = _names.Count - 1;
        }

        // Not by DateOnly.TryParseExact, which takes half of the time of the whole file.
        private static int? Day(ReadOnlySpan<byte> text)
        {
            if (text.Length != 10 || text[4] != '-' || text[7] != '-')
                return null;
            var (year, month, day) = (Digits(text[..4]), Digits(text[5..7]), Digits(text[8..]));
            return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? PortedNumbers.DayOf(new(year, month, day)) : null;
        }

        // -1 for what is no number.
        private static int Digits(ReadOnlySpan<byte> text)
        {
            var value = 0;
            foreach (var digit in text)
            {
                if (digit is < (byte)'0' or > (byte)'9')
                    return -1;
                value = (value * 10) + digit - '0';
            }

            return value;
        }

        private void Bad(int line, string column, ReadOnlySpan<byte> text, string expected)
        {
            var shown = Encoding.UTF8.GetString(text.Length > 40 ? text[..40] : text);
            Bad(line, $"kolumna {column}: „{shown}” nie jest dozwolone, oczekiwano: {expected}", $"column {column}: \"{shown}\" is not allowed, expected: {expected}");
        }

        private void Bad(int line, string polish, string english) => Faults.Add(new(name, line, new(polish, english)));
    }
}

/// <summary>Ported numbers, or the reasons why there are none; of very many only the first are listed.</summary>
public sealed record PortedNumbersReading(PortedNumbers? Numbers, ImmutableArray<NumberingFault> Faults);
