namespace PbxBridge.Notices;

/// <summary>What came of an attempt to send a message.</summary>
internal abstract record Delivery
{
    private Delivery()
    {
    }

    /// <summary>The next station has taken it.</summary>
    public sealed record Sent : Delivery
    {
        public static readonly Sent Once = new();
    }

    /// <summary>It may succeed another time.</summary>
    /// <param name="Pause">What the other side asked for; null = nothing.</param>
    public sealed record Later(string Fault, TimeSpan? Pause = null) : Delivery;

    /// <summary>It will never be taken: what is wrong is the message or its recipient.</summary>
    public sealed record Refused(string Fault) : Delivery;
}
