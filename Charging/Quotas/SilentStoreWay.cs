namespace PbxBridge.Charging.Quotas;

/// <summary>How a call goes on without the store.</summary>
public enum SilentStoreWay
{
    /// <summary>The call is not placed.</summary>
    Refuse,

    /// <summary>The call goes on until what was granted is used up.</summary>
    RunOut,

    /// <summary>The call goes on; its record says that it was not reserved, and is settled when the store is back.</summary>
    GoOn,
}
