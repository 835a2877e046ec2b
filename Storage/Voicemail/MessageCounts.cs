namespace PbxBridge.Storage.Voicemail;

/// <summary>What the message lamp says: <c>Voice-Message: New/Old</c> (RFC 3842 §5.2).</summary>
public readonly record struct MessageCounts(int New, int Old);
