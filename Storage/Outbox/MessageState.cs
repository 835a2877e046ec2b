namespace PbxBridge.Storage.Outbox;

/// <summary>Stored by name.</summary>
public enum MessageState
{
    Waiting,
    Sent,

    /// <summary>Given up.</summary>
    Failed,
}
