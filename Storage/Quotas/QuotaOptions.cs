namespace PbxBridge.Storage.Quotas;

/// <summary>Times of calls that are paid while they last.</summary>
public sealed record QuotaOptions
{
    /// <summary>How long a reservation stands without an answer of the call: longer than any ringing.</summary>
    public TimeSpan SetUpLease { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long it stands beyond what is granted: one slice (OCS-6).</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A session whose node said within this time that it lives is not swept.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the answers of ended sessions are kept for repeated requests.</summary>
    public TimeSpan Memory { get; init; } = TimeSpan.FromDays(1);
}
