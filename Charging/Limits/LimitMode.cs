namespace PbxBridge.Charging.Limits;

/// <summary>What happens when a limit is used up (D1, LIM-7).</summary>
public enum LimitMode
{
    /// <summary>Only messages.</summary>
    NotifyOnly,

    /// <summary>Only calls within the network and to partners.</summary>
    RestrictOnNet,

    /// <summary>No calls.</summary>
    BarAll,
}
