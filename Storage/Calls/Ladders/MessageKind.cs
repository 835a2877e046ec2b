namespace PbxBridge.Storage.Calls.Ladders;

/// <summary>What a message is to a call, as far as its first line tells.</summary>
public enum MessageKind
{
    Request,

    /// <summary>ACK: nobody answers it.</summary>
    Acknowledgement,

    /// <summary>1xx.</summary>
    Provisional,

    /// <summary>2xx.</summary>
    Success,

    /// <summary>3xx to 6xx.</summary>
    Failure,
}
