namespace PbxBridge.Storage.Voicemail;

/// <summary>A message without its sound.</summary>
/// <param name="Id">Unique in the store, grows, is never used again.</param>
/// <param name="Caller">Null = anonymous.</param>
/// <param name="HeardAt">Null = new.</param>
public sealed record MessageRow(long Id, string? Caller, string CallId, DateTimeOffset ReceivedAt, TimeSpan Duration, DateTimeOffset? HeardAt)
{
    public bool IsNew => HeardAt is null;
}
