namespace PbxBridge.Storage.Quotas;

/// <summary>A row of <c>quota_session</c>.</summary>
internal sealed class SessionRow
{
    public const string Columns = "id AS Id, state AS State, last_request AS LastRequest, answered_at AS AnsweredAt, alive_at AS AliveAt, granted_ms AS GrantedMs, draft AS Draft";

    public string Id { get; init; } = "";
    public string State { get; init; } = "";
    public long LastRequest { get; init; }
    public long? AnsweredAt { get; init; }
    public long? AliveAt { get; init; }
    public long GrantedMs { get; init; }
    public byte[]? Draft { get; init; }

    public bool IsOpen => State == "Open";

    public TimeSpan Granted => TimeSpan.FromMilliseconds(GrantedMs);

    /// <summary>How long the call is known to have talked; null = it was never answered.</summary>
    public TimeSpan? KnownTalk => AnsweredAt is { } from ? TimeSpan.FromMilliseconds(Math.Max(0, (AliveAt ?? from) - from)) : null;
}
