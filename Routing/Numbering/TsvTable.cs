using System.Globalization;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Numbering;

/// <summary>A tab-separated file with a header line; empty lines and lines from <c>#</c> are skipped, missing columns at the end are empty.</summary>
internal static class TsvTable
{
    public static IEnumerable<TsvRow> Read(NumberingFile file, string[] columns, List<NumberingFault> faults)
    {
        var lines = file.Text.ReplaceLineEndings("\n").Split('\n');
        var seen = new Dictionary<string, List<(Validity Validity, int Line)>>();
        Dictionary<string, int>? header = null;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0 || lines[i][0] == '#')
            {
                continue;
            }

            var fields = lines[i].Split('\t');
            if (header is null)
            {
                header = HeaderOf(fields);
                if (!columns.All(header.ContainsKey))
                {
                    faults.Add(new(file.Name, i + 1, new($"brak kolumn: {Missing(columns, header)}", $"columns are missing: {Missing(columns, header)}")));
                    yield break;
                }
            }
            else if (fields.Length > header.Count)
            {
                faults.Add(new(file.Name, i + 1, new("za dużo kolumn", "too many columns")));
            }
            else
            {
                yield return new TsvRow(file.Name, i + 1, fields, header, seen, faults);
            }
        }
    }

    private static Dictionary<string, int> HeaderOf(string[] fields)
    {
        var header = new Dictionary<string, int>();
        for (var i = 0; i < fields.Length; i++)
        {
            header.TryAdd(fields[i].Trim(), i);
        }

        return header;
    }

    private static string Missing(string[] columns, Dictionary<string, int> header) => string.Join(", ", columns.Where(c => !header.ContainsKey(c)));
}

/// <summary>One line; every reading of a wrong field notes a fault.</summary>
internal sealed class TsvRow(
    string file, int line, string[] fields, Dictionary<string, int> header, Dictionary<string, List<(Validity Validity, int Line)>> seen, List<NumberingFault> faults)
{
    public string this[string column] => header[column] < fields.Length ? fields[header[column]].Trim() : "";

    public string? Text(string column) => this[column] is { Length: > 0 } text ? text : Wrong<string>(column, "text");

    public string? Digits(string column, int min, int max) =>
        this[column] is var text && text.Length >= min && text.Length <= max && text.All(char.IsAsciiDigit)
            ? text
            : Wrong<string>(column, min == max ? $"{min} digits" : $"{min}-{max} digits");

    public bool? Flag(string column)
    {
        switch (this[column])
        {
            case "0":
                return false;
            case "1":
                return true;
            default:
                Bad(column, "0, 1");
                return null;
        }
    }

    /// <summary><c>9</c> or <c>6-9</c>; zero after a fault.</summary>
    public (int Min, int Max) Length(string column)
    {
        var parts = this[column].Split('-');
        if (parts.Length is 1 or 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var min)
            && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var max) && min >= 1 && max >= min && max <= 15)
        {
            return (min, max);
        }

        Bad(column, "n, n-m");
        return (0, 0);
    }

    public T? OneOf<T>(string column, Dictionary<string, T> values)
    {
        if (values.TryGetValue(this[column], out var value))
        {
            return value;
        }

        Bad(column, string.Join(", ", values.Keys));
        return default;
    }

    public NumberClass? OneOf(string column, Dictionary<string, NumberClass> values)
    {
        if (values.TryGetValue(this[column], out var value))
        {
            return value;
        }

        Bad(column, string.Join(", ", values.Keys));
        return null;
    }

    public Validity? Validity()
    {
        if (!Date("valid_from", out var from) | !Date("valid_to", out var to))
        {
            return null;
        }

        if (to < from)
        {
            Bad("valid_to", $">= {this["valid_from"]}");
            return null;
        }

        return new(from, to);
    }

    /// <summary>Two rows with one key must not hold on the same day.</summary>
    public void Unique(string key, Validity validity)
    {
        if (!seen.TryGetValue(key, out var others))
        {
            seen[key] = others = [];
        }

        foreach (var (other, at) in others)
        {
            if (other.Overlaps(validity))
            {
                faults.Add(new(file, line, new($"powtarza wiersz {at} w tym samym czasie", $"repeats line {at} for the same days")));
                break;
            }
        }

        others.Add((validity, line));
    }

    /// <summary>Notes the fault; false, so that it can stand in a condition.</summary>
    public bool Bad(string column, string expected)
    {
        faults.Add(new(file, line, new(
            $"kolumna {column}: „{this[column]}” nie jest dozwolone, oczekiwano: {expected}",
            $"column {column}: \"{this[column]}\" is not allowed, expected: {expected}")));
        return false;
    }

    private T? Wrong<T>(string column, string expected)
        where T : class
    {
        Bad(column, expected);
        return null;
    }

    private bool Date(string column, out DateOnly? date)
    {
        date = null;
        if (this[column].Length == 0)
        {
            return true;
        }

        if (DateOnly.TryParseExact(this[column], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var found))
        {
            date = found;
            return true;
        }

        return Bad(column, "yyyy-mm-dd");
    }
}
