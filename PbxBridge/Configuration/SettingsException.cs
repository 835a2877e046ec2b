using System.Collections.Immutable;

namespace PbxBridge.Configuration;

/// <summary>The configuration cannot be used: one sentence for each fault, naming its key. Ends the program with exit code 2.</summary>
internal sealed class SettingsException(ImmutableArray<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public ImmutableArray<string> Faults { get; } = faults;
}
