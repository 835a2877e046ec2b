namespace PbxBridge.Media.Relay;

/// <summary>What was recorded. Lost packets and pauses of the sender are silence, so the length is true.</summary>
/// <param name="ALaw">Samples, 8,000 a second.</param>
/// <param name="Key">The key that ended it, with <see cref="RecordingEnd.Key"/>.</param>
public sealed record Recording(ReadOnlyMemory<byte> ALaw, RecordingEnd Ended, char? Key = null)
{
    public TimeSpan Duration => TimeSpan.FromSeconds(ALaw.Length / 8000.0);
}
