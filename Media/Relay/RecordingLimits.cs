namespace PbxBridge.Media.Relay;

/// <summary>When a recording ends by itself.</summary>
public sealed record RecordingLimits
{
    public static RecordingLimits Default { get; } = new();

    /// <summary>Longest recording (spec §4.6: 180 s).</summary>
    public TimeSpan Max { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>Ends when nothing is heard for this long, also when no packets come; <see cref="Timeout.InfiniteTimeSpan"/> = never.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Ends when this key is pressed; null = keys do not end it.</summary>
    public char? StopOnKey { get; init; } = '#';
}
