namespace PbxBridge.Configuration;

/// <summary>Settings of environment variables: <c>PBXBRIDGE_Sip__Listeners__0</c> or <c>PBXBRIDGE__Sip__Listeners__0</c>, capitals as you like.</summary>
internal static class EnvironmentSettings
{
    private const string Prefix = "PBXBRIDGE_";

    public static IEnumerable<KeyValuePair<string, SettingValue>> Read(IReadOnlyDictionary<string, string> environment)
    {
        foreach (var (name, value) in environment)
        {
            if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                continue;
            var key = name[Prefix.Length..].TrimStart('_').Replace("__", ":", StringComparison.Ordinal);
            // Kubernetes puts PBXBRIDGE_PORT and the like beside a service of this name: only keys with a section are ours.
            if (key.Contains(':', StringComparison.Ordinal))
                yield return new(key, new SettingValue(value, $"environment variable {name}"));
        }
    }
}
