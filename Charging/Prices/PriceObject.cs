using System.Globalization;
using System.Text.Json;
using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Prices;

/// <summary>An object of a price list file. A wrong or missing property notes a fault and gives a stand-in, so that one reading finds every fault.</summary>
internal sealed class PriceObject
{
    private readonly Dictionary<string, JsonElement> _properties = [];
    private readonly bool _broken;
    private readonly string _path;
    private readonly PriceFaults _faults;

    public PriceObject(JsonElement element, string path, string[] known, PriceFaults faults)
    {
        _path = path;
        _faults = faults;
        if (element.ValueKind != JsonValueKind.Object)
        {
            _broken = true;
            faults.Add(path, "", "powinien tu być obiekt", "an object is expected here");
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                var near = NearName.Of(property.Name, known);
                Fault(
                    property.Name, "nieznana właściwość" + (near is null ? "" : $", może chodzi o „{near}”?"),
                    "unknown property" + (near is null ? "" : $", did you mean \"{near}\"?"));
            }
            else if (!_properties.TryAdd(property.Name, property.Value))
            {
                Fault(property.Name, "ta właściwość występuje dwa razy", "the property is given twice");
            }
        }
    }

    public bool Has(string name) => _properties.ContainsKey(name);

    public bool Required(string name)
    {
        if (!Has(name) && !_broken)
        {
            Fault(name, "brakuje tej właściwości", "the property is missing");
        }

        return Has(name);
    }

    public string PathOf(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$') && name.Length > 0
        ? $"{_path}.{name}"
        : $"{_path}['{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}']";

    public void Fault(string name, string polish, string english, string rule = "") => _faults.Add(PathOf(name), rule, polish, english);

    /// <summary>A fault of the object as a whole.</summary>
    public void FaultHere(string polish, string english, string rule)
    {
        if (!_broken)
        {
            _faults.Add(_path, rule, polish, english);
        }
    }

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

    public TimeSpan Seconds(string name, int min, int max, TimeSpan otherwise) => Whole(name, min, max) is { } seconds ? TimeSpan.FromSeconds(seconds) : otherwise;

    /// <summary>A JSON number, not negative, without exponent, with so many places at most. Null when absent or wrong.</summary>
    public decimal? Amount(string name, int places)
    {
        if (!_properties.TryGetValue(name, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number)
        {
            Fault(name, "powinna tu być liczba", "a number is expected");
        }
        else if (DecimalText.Read(value.GetRawText(), places, out var amount) is { } fault)
        {
            Fault(name, fault.Polish, fault.English);
        }
        else if (amount < 0)
        {
            Fault(name, "nie może być ujemne", "must not be negative");
        }
        else
        {
            return amount;
        }

        return null;
    }

    public bool Flag(string name)
    {
        if (!_properties.TryGetValue(name, out var value) || value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.ValueKind == JsonValueKind.True;
        }

        Fault(name, "oczekiwano: true albo false", "expected: true or false");
        return false;
    }

    public T Choice<T>(string name, T otherwise, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        if (!_properties.TryGetValue(name, out var value))
        {
            return otherwise;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        foreach (var choice in choices)
        {
            if (choice.Name == text)
            {
                return choice.Value;
            }
        }

        var names = string.Join(", ", choices.ToArray().Select(c => c.Name));
        Fault(name, "dozwolone: " + names, "allowed: " + names);
        return otherwise;
    }

    public PriceObject? Object(string name, string[] known) => _properties.TryGetValue(name, out var value) ? new(value, PathOf(name), known, _faults) : null;

    public IEnumerable<PriceObject> Objects(string name, string[] known) => Items(name).Select(i => new PriceObject(i.Value, i.Path, known, _faults));

    /// <summary>The texts of a list that pass the test.</summary>
    public IEnumerable<string> Texts(string name, Func<string, bool> test, string polish, string english)
    {
        foreach (var (value, path) in Items(name))
        {
            if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && test(text))
            {
                yield return text;
            }
            else
            {
                _faults.Add(path, "", "oczekiwano: " + polish, "expected: " + english);
            }
        }
    }

    private IEnumerable<(JsonElement Value, string Path)> Items(string name)
    {
        if (!_properties.TryGetValue(name, out var array))
        {
            yield break;
        }

        if (array.ValueKind != JsonValueKind.Array)
        {
            Fault(name, "powinna tu być lista", "a list is expected here");
            yield break;
        }

        var i = 0;
        foreach (var item in array.EnumerateArray())
        {
            yield return (item, string.Create(CultureInfo.InvariantCulture, $"{PathOf(name)}[{i++}]"));
        }
    }
}
