namespace PbxBridge.Storage.Outbox;

/// <summary>A message to send.</summary>
/// <param name="Topic">Who knows how: <c>limit</c>, <c>sms</c>, <c>mail</c> …</param>
/// <param name="Key">A second message with the same key is not taken; receivers get it as idempotency id.</param>
/// <param name="Payload">JSON, in the form of the topic.</param>
public sealed record NewMessage(string Topic, string Key, string Company, string Payload);
