using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PbxBridge.Charging.Amounts;

namespace PbxBridge.Routing.Companies;

/// <summary>Writes the parts of a company file: what is not there is left away.</summary>
internal sealed class FileWriter(Utf8JsonWriter json)
{
    public Utf8JsonWriter Json => json;

    public void Text(string name, string value) => json.WriteString(name, value);

    public void Optional(string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    public void Optional(string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    public void Optional(string name, DateOnly? value) => Optional(name, value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Złoty with two places or more.</summary>
    public void Amount(string name, Money value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value.ToString());
    }

    public void Seconds(string name, TimeSpan time) => json.WriteNumber(name, (int)time.TotalSeconds);

    public void Texts(string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    public void Numbers(string name, IEnumerable<int> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    /// <summary>The same, but nothing at all for an empty list.</summary>
    public void SomeTexts(string name, IReadOnlyCollection<string> values)
    {
        if (values.Count > 0)
        {
            Texts(name, values);
        }
    }

    public void Object(string name, Action write)
    {
        json.WriteStartObject(name);
        write();
        json.WriteEndObject();
    }

    public void List<T>(string name, ImmutableArray<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The same, but nothing at all for an empty list.</summary>
    public void Some<T>(string name, ImmutableArray<T> items, Action<T> write)
    {
        if (!items.IsEmpty)
        {
            List(name, items, write);
        }
    }
}
