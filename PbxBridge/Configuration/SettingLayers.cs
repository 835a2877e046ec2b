namespace PbxBridge.Configuration;

/// <summary>Settings by key (<c>Sip:Listeners:0</c>), laid over each other: a later layer wins. A list of values is replaced whole, so that one listener
/// on the command line is the only one.</summary>
internal sealed class SettingLayers
{
    private readonly SortedDictionary<string, SettingValue> _values = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, SettingValue> Values => _values;

    public void Add(IEnumerable<KeyValuePair<string, SettingValue>> layer)
    {
        var settings = layer.ToList();
        foreach (var list in settings.Select(setting => ListOf(setting.Key)).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            _values.Remove(list);
            foreach (var old in _values.Keys.Where(key => key.StartsWith(list + ":", StringComparison.OrdinalIgnoreCase)).ToList())
                _values.Remove(old);
        }

        foreach (var (key, value) in settings)
            _values[key] = value;
    }

    /// <summary>The key without the position at its end.</summary>
    private static string ListOf(string key)
    {
        var colon = key.LastIndexOf(':');
        return colon >= 0 && int.TryParse(key.AsSpan(colon + 1), System.Globalization.NumberStyles.None, null, out _) ? key[..colon] : key;
    }
}
