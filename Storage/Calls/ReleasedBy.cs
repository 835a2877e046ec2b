namespace PbxBridge.Storage.Calls;

/// <summary>Who ended the call. Stored by name.</summary>
public enum ReleasedBy
{
    Caller,
    Called,

    /// <summary>The bridge: a refusal, a limit, a timer, the watchdog.</summary>
    Bridge,
}
