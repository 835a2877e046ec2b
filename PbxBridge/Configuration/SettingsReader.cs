using System.Collections;
using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace PbxBridge.Configuration;

/// <summary>Fills the options of one section from settings, and says of every fault in one sentence which key is wrong and why. A key that no option has is a
/// fault, too.</summary>
/// <remarks>The configuration binder of .NET adds to default lists, passes over unknown keys and throws at the first fault; this one does not.</remarks>
internal sealed class SettingsReader(IReadOnlyDictionary<string, SettingValue> settings)
{
    private readonly List<string> _faults = [];
    private readonly HashSet<string> _used = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Key, IReadOnlyList<string> Below)> _known = [];

    public IReadOnlyList<string> Faults => _faults;

    public T Read<T>(string section)
        where T : class, new() => (T)ReadObject(section, new T());

    public void Fault(string key, string what)
    {
        var origin = settings.TryGetValue(key, out var value) ? $" ({value.Origin})" : "";
        _faults.Add($"The setting {key} {what}{origin}.");
    }

    /// <summary>Call it when every section was read.</summary>
    public void FaultUnknown()
    {
        foreach (var (key, value) in settings.Where(setting => !_used.Contains(setting.Key)))
        {
            // The deepest object that the key reached: the word after it is the wrong one.
            var (parent, names) = _known.Where(known => known.Key.Length == 0 || key.StartsWith(known.Key + ":", StringComparison.OrdinalIgnoreCase))
                .MaxBy(known => known.Key.Length);
            var wrong = key[(parent.Length == 0 ? 0 : parent.Length + 1)..].Split(':')[0];
            var near = NearestName.Of(wrong, names);
            var hint = near is null
                ? $"; known here: {string.Join(", ", names)}"
                : near.Equals(wrong, StringComparison.OrdinalIgnoreCase) ? $"; {near} takes another form" : $"; did you mean {(parent.Length == 0 ? near : $"{parent}:{near}")}?";
            var end = hint.EndsWith('?') ? "" : ".";
            _faults.Add($"The setting {key} ({value.Origin}) does not exist{hint}{end}");
        }
    }

    public void KnowSections(params IReadOnlyList<string> sections) => _known.Add(("", sections));

    private object ReadObject(string key, object options)
    {
        var properties = options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).ToArray();
        _known.Add((key, [.. properties.Select(property => property.Name)]));
        foreach (var property in properties)
            ReadProperty($"{key}:{property.Name}", property, options);
        return options;
    }

    private void ReadProperty(string key, PropertyInfo property, object options)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var before = _faults.Count;
        if (SettingText.IsValue(type))
        {
            if (settings.TryGetValue(key, out var value) && Take(key) && Value(key, type, value, property) is { } read)
                property.SetValue(options, read);
        }
        else if (IsGeneric(type, typeof(ImmutableArray<>)))
        {
            if (ReadList(key, type.GenericTypeArguments[0]) is { } list)
                property.SetValue(options, list);
        }
        else if (IsGeneric(type, typeof(ImmutableSortedDictionary<,>)))
        {
            property.SetValue(options, ReadMap(key, (IDictionary)(property.GetValue(options) ?? throw new InvalidOperationException(key)), type.GenericTypeArguments[1]));
        }
        else
        {
            property.SetValue(options, ReadObject(key, property.GetValue(options) ?? throw new InvalidOperationException(key)));
        }

        if (_faults.Count == before)
            Validate(key, property, property.GetValue(options));
    }

    private object? Value(string key, Type type, SettingValue value, PropertyInfo? property = null)
    {
        if (SettingText.TryRead(type, value.Text, out var read, out var expected))
            return read;
        var shown = property?.IsDefined(typeof(SecretAttribute)) == true ? "has a value that" : $"is '{value.Text}', which";
        Fault(key, $"{shown} {expected}");
        return null;
    }

    /// <summary>Null when the settings say nothing of the list.</summary>
    private object? ReadList(string key, Type of)
    {
        var items = new List<(string Key, SettingValue Value)>();
        if (settings.TryGetValue(key, out var whole) && Take(key))
        {
            items.AddRange(whole.Text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(part => (key, whole with { Text = part })));
        }
        else
        {
            items.AddRange(settings.Where(setting => IsItem(setting.Key, key)).OrderBy(setting => Position(setting.Key)).Select(setting => (setting.Key, setting.Value)));
            if (items.Count == 0)
                return null;
        }

        var list = (IList)(Activator.CreateInstance(typeof(List<>).MakeGenericType(of)) ?? throw new InvalidOperationException(key));
        foreach (var (item, value) in items)
        {
            Take(item);
            if (Value(item, of, value) is { } read)
                list.Add(read);
        }

        return typeof(SettingsReader).GetMethod(nameof(ToImmutable), BindingFlags.NonPublic | BindingFlags.Static)?.MakeGenericMethod(of).Invoke(null, [list]);
    }

    private object ReadMap(string key, IDictionary defaults, Type of)
    {
        var names = settings.Keys.Where(name => name.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase))
            .Select(name => name[(key.Length + 1)..].Split(':')[0])
            .Concat(defaults.Keys.Cast<string>()).Distinct(StringComparer.OrdinalIgnoreCase).Select(name => name.ToLowerInvariant());
        return typeof(SettingsReader).GetMethod(nameof(ToMap), BindingFlags.NonPublic | BindingFlags.Instance)?.MakeGenericMethod(of).Invoke(this, [key, names.ToList(), defaults])
            ?? throw new InvalidOperationException(key);
    }

    private ImmutableSortedDictionary<string, T> ToMap<T>(string key, List<string> names, IDictionary defaults)
        where T : class, new()
    {
        _known.Add((key, names));
        return names.ToImmutableSortedDictionary(name => name, name => (T)ReadObject($"{key}:{name}", defaults.Contains(name) ? defaults[name] ?? new T() : new T()), StringComparer.Ordinal);
    }

    private static ImmutableArray<T> ToImmutable<T>(List<T> list) => [.. list];

    private void Validate(string key, PropertyInfo property, object? value)
    {
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
        {
            var wrong = rule switch
            {
                RangeAttribute range when value is not null && !range.IsValid(value) => string.Create(
                    CultureInfo.InvariantCulture, $"is {Text(value)}; it must be from {Text(range.Minimum)} to {Text(range.Maximum)}"),
                RequiredAttribute when value is null or "" => "is empty; it needs a value",
                MinLengthAttribute when value is ICollection { Count: 0 } => "is empty; it needs at least one value",
                _ => null,
            };
            if (wrong is not null)
                Fault(key, wrong);
        }
    }

    private static string Text(object value) => value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value.ToString() ?? "";

    private bool Take(string key)
    {
        _used.Add(key);
        return true;
    }

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static bool IsItem(string key, string list) =>
        key.Length > list.Length + 1 && key[list.Length] == ':' && key.StartsWith(list, StringComparison.OrdinalIgnoreCase)
        && int.TryParse(key.AsSpan(list.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static int Position(string key) => int.Parse(key.AsSpan(key.LastIndexOf(':') + 1), CultureInfo.InvariantCulture);
}
