namespace PbxBridge.Sip.Messages;

/// <summary>What <see cref="StreamFramer.TryNext"/> found.</summary>
public enum FrameVerdict : byte
{
    /// <summary>One whole message.</summary>
    Message,

    NeedMore,

    /// <summary>A double CRLF between messages: answer with a single CRLF (RFC 5626 §4.4.1).</summary>
    KeepAlivePing,

    /// <summary>The stream cannot be read any further: close it.</summary>
    Failed,
}
