namespace PbxBridge.Media.Relay;

/// <summary>Why a recording ended.</summary>
public enum RecordingEnd : byte
{
    /// <summary>The longest time was reached.</summary>
    Limit,

    /// <summary>Nothing was heard for the silence time; the silence is part of the recording.</summary>
    Silence,

    /// <summary>The stop key was pressed.</summary>
    Key,

    /// <summary>Cancelled by the caller of RecordAsync: the peer hung up, or the call went elsewhere.</summary>
    Cancelled,

    /// <summary>The port was disposed, or another recording began.</summary>
    Released,
}
