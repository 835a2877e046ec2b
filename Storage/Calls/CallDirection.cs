namespace PbxBridge.Storage.Calls;

/// <summary>As the company sees the call. Stored by name.</summary>
public enum CallDirection
{
    /// <summary>Both ends belong to the network of the company.</summary>
    Internal,

    /// <summary>From outside.</summary>
    Incoming,

    /// <summary>To outside.</summary>
    Outgoing,
}
