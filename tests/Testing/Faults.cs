namespace PbxBridge.Testing;

/// <summary>What a direction of the network does to datagrams. Streams only take <see cref="Delay"/>.</summary>
public sealed record Faults
{
    public static readonly Faults None = new();

    /// <summary>Probability, 0 to 1.</summary>
    public double Loss { get; init; }

    /// <summary>Probability that a datagram comes twice.</summary>
    public double Duplication { get; init; }

    /// <summary>Probability that a datagram is held back by <see cref="HeldBack"/>, so that later ones overtake it.</summary>
    public double Reordering { get; init; }

    public TimeSpan Delay { get; init; }

    /// <summary>Up to so much more, by chance.</summary>
    public TimeSpan Jitter { get; init; }

    public TimeSpan HeldBack { get; init; } = TimeSpan.FromMilliseconds(700);
}
