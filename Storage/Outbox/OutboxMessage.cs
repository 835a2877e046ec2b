namespace PbxBridge.Storage.Outbox;

/// <summary>A message that waits, was sent, or was given up.</summary>
/// <param name="Id">Grows in the order of writing.</param>
/// <param name="Attempts">This one included.</param>
/// <param name="Fault">Of the last attempt; null = none.</param>
public sealed record OutboxMessage(
    long Id, string Topic, string Key, string Company, string Payload, MessageState State, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset NextAt, string? Fault);
