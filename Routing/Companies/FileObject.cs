using System.Globalization;
using System.Text.Json;
using PbxBridge.Charging.Amounts;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>An object of a company file. A wrong or missing property notes a fault and gives a stand-in (an empty text or number, which the rules skip),
/// so that one reading finds every fault. Values are never quoted: they may be secrets.</summary>
internal sealed class FileObject
{
    private readonly Dictionary<string, JsonElement> _properties = [];
    private readonly FileFaults _faults;

    public FileObject(JsonElement element, string path, string[] known, FileFaults faults)
    {
        Path = path;
        _faults = faults;
        if (element.ValueKind != JsonValueKind.Object)
        {
            IsBroken = true;
            faults.AddBroken(path, "powinien tu być obiekt", "an object is expected here");
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                var near = Nearest(property.Name, known);
                faults.Add(
                    PathOf(property.Name), "", "nieznana właściwość" + (near is null ? "" : $", może chodzi o „{near}”?"),
                    "unknown property" + (near is null ? "" : $", did you mean \"{near}\"?"));
            }
            else if (!_properties.TryAdd(property.Name, property.Value))
            {
                faults.Add(PathOf(property.Name), "", "ta właściwość występuje dwa razy", "the property is given twice");
            }
        }
    }

    public string Path { get; }

    /// <summary>It was no object: nothing more is said about what it lacks.</summary>
    public bool IsBroken { get; }

    public string PathOf(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$') && name.Length > 0
        ? $"{Path}.{name}"
        : $"{Path}['{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}']";

    public bool Has(string name) => _properties.ContainsKey(name);

    public void Fault(string name, string polish, string english, string rule = "") => _faults.Add(PathOf(name), rule, polish, english);

    public void FaultAt(string path, string polish, string english) => _faults.Add(path, "", polish, english);

    /// <summary>A required text of 1 to 200 characters.</summary>
    public string Text(string name) => Required(name) ? OptionalText(name) ?? "" : "";

    public string? OptionalText(string name)
    {
        if (!_properties.TryGetValue(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= 200 } text
            && text == text.Trim() && !text.Any(char.IsControl))
        {
            return text;
        }

        Fault(name, "powinien tu być tekst od 1 do 200 znaków, bez odstępów na brzegach", "a text of 1 to 200 characters is expected, without blanks at its ends");
        return "";
    }

    /// <summary>A text that passes the test; empty after a fault, null when absent.</summary>
    public string? Matching(string name, Func<string, bool> test, string polish, string english)
    {
        if (!_properties.TryGetValue(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && test(text))
        {
            return text;
        }

        Fault(name, "oczekiwano: " + polish, "expected: " + english);
        return "";
    }

    public string RequiredMatching(string name, Func<string, bool> test, string polish, string english) =>
        Required(name) ? Matching(name, test, polish, english) ?? "" : "";

    public string? Digits(string name, int min, int max) => Matching(
        name, t => t.Length >= min && t.Length <= max && t.All(char.IsAsciiDigit), Count(min, max, "cyfr"), Count(min, max, "digits"));

    public int? Whole(string name, int min, int max)
    {
        if (!_properties.TryGetValue(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max)
        {
            return number;
        }

        Fault(name, $"powinna tu być liczba całkowita od {min} do {max}", $"a whole number from {min} to {max} is expected");
        return null;
    }

    /// <summary>A number with a point or without; null when absent, or after a fault.</summary>
    public double? Real(string name, double min, double max)
    {
        if (!_properties.TryGetValue(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= min && number <= max)
        {
            return number;
        }

        var (low, high) = (min.ToString(CultureInfo.InvariantCulture), max.ToString(CultureInfo.InvariantCulture));
        Fault(name, $"powinna tu być liczba od {low} do {high}", $"a number from {low} to {high} is expected");
        return null;
    }

    /// <summary>Złoty, not negative, with at most two places; null when absent, or after a fault.</summary>
    public Money? Amount(string name)
    {
        if (!_properties.TryGetValue(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && Money.TryParse(value.GetRawText(), 2, out var amount, out _) && !amount.IsNegative)
        {
            return amount;
        }

        Fault(name, "oczekiwano: kwota w złotych, np. 100.00", "expected: an amount in złoty like 100.00");
        return null;
    }

    /// <summary>A day; null when absent, or after a fault.</summary>
    public DateOnly? Date(string name)
    {
        DateOnly day = default;
        return Matching(name, IsDate, "dzień, np. 2026-11-30", "a day like 2026-11-30") is { Length: > 0 } ? day : null;

        bool IsDate(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    /// <summary>Whole seconds; steps are the rules' business.</summary>
    public TimeSpan Seconds(string name, int min, int max, TimeSpan otherwise) => Whole(name, min, max) is { } seconds ? TimeSpan.FromSeconds(seconds) : otherwise;

    public bool Flag(string name, bool otherwise)
    {
        if (!_properties.TryGetValue(name, out var value))
        {
            return otherwise;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Fault(name, "oczekiwano: true albo false", "expected: true or false");
        return otherwise;
    }

    public T Choice<T>(string name, T otherwise, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        if (!_properties.TryGetValue(name, out var value))
        {
            return otherwise;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        var names = new List<string>();
        foreach (var choice in choices)
        {
            if (choice.Name == text)
            {
                return choice.Value;
            }

            names.Add(choice.Name);
        }

        Fault(name, "dozwolone: " + string.Join(", ", names), "allowed: " + string.Join(", ", names));
        return otherwise;
    }

    /// <summary>A required E.164 number; an empty one after a fault.</summary>
    public PhoneNumber Number(string name) => Required(name) ? OptionalNumber(name) ?? new("") : new("");

    public PhoneNumber? OptionalNumber(string name) => _properties.TryGetValue(name, out var value) ? FileNumber.Full(value, PathOf(name), _faults) : null;

    /// <summary>A required number of the network: a short number as it stands, to be resolved, or E.164.</summary>
    public PhoneNumber Reference(string name) =>
        Required(name) && _properties.TryGetValue(name, out var value) ? FileNumber.Reference(value, PathOf(name), _faults) : new("");

    public FileObject? Object(string name, string[] known) =>
        _properties.TryGetValue(name, out var value) ? new(value, PathOf(name), known, _faults) : null;

    /// <summary>The elements of an array with their paths; none when it is absent.</summary>
    public IEnumerable<(JsonElement Value, string Path)> Items(string name)
    {
        if (!_properties.TryGetValue(name, out var array))
        {
            yield break;
        }

        if (array.ValueKind != JsonValueKind.Array)
        {
            _faults.AddBroken(PathOf(name), "powinna tu być lista", "a list is expected here");
            yield break;
        }

        var i = 0;
        foreach (var item in array.EnumerateArray())
        {
            yield return (item, string.Create(CultureInfo.InvariantCulture, $"{PathOf(name)}[{i++}]"));
        }
    }

    public IEnumerable<FileObject> Objects(string name, string[] known) => Items(name).Select(i => new FileObject(i.Value, i.Path, known, _faults));

    public IEnumerable<PhoneNumber> Numbers(string name) => Items(name).Select(i => FileNumber.Full(i.Value, i.Path, _faults));

    public IEnumerable<PhoneNumber> References(string name) => Items(name).Select(i => FileNumber.Reference(i.Value, i.Path, _faults));

    public bool Required(string name)
    {
        if (!Has(name) && !IsBroken)
        {
            Fault(name, "brakuje tej właściwości", "the property is missing");
        }

        return Has(name);
    }

    private static string Count(int min, int max, string what) => min == max ? $"{min} {what}" : $"{min}–{max} {what}";

    /// <summary>The known name at most two edits away, or null.</summary>
    private static string? Nearest(string name, string[] known) =>
        known.Select(k => (Name: k, Distance: EditDistance.Between(name, k))).Where(k => k.Distance <= 2 && k.Distance < k.Name.Length)
            .OrderBy(k => k.Distance).Select(k => k.Name).FirstOrDefault();
}
