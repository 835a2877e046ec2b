namespace PbxBridge.Storage.Outbox;

/// <summary>How much has not been sent.</summary>
/// <param name="Failed">Given up, and not forgotten yet.</param>
/// <param name="Oldest">When the oldest waiting message was written; null = none waits.</param>
public sealed record OutboxBacklog(int Waiting, int Failed, DateTimeOffset? Oldest);
