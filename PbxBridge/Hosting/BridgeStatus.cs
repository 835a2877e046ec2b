using System.Collections.Immutable;

namespace PbxBridge.Hosting;

/// <summary>What the bridge says of itself.</summary>
/// <param name="Registrations">Contacts that are registered now.</param>
/// <param name="Trunks">Whether each trunk is up, by id.</param>
/// <param name="TotalCalls">Since the start.</param>
internal sealed record BridgeStatus(int Calls, int Registrations, ImmutableSortedDictionary<string, bool> Trunks, long TotalCalls)
{
    /// <summary>Calls since the start whose cell is not in the operator's inventory (AREA-4).</summary>
    public long UnknownCells { get; init; }

    public static BridgeStatus Idle { get; } = new(0, 0, ImmutableSortedDictionary<string, bool>.Empty, 0);
}
