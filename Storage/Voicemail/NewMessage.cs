namespace PbxBridge.Storage.Voicemail;

/// <summary>A message as recorded.</summary>
/// <param name="Caller">Number of the caller, null = anonymous.</param>
/// <param name="CallId">Id of the call record.</param>
/// <param name="Duration">Of the sound.</param>
/// <param name="Wav">The whole WAV file.</param>
public sealed record NewMessage(string? Caller, string CallId, DateTimeOffset ReceivedAt, TimeSpan Duration, byte[] Wav);
