using PbxBridge.Sip.Transport;

namespace PbxBridge.Registrar;

/// <summary>One binding came, stayed or went.</summary>
/// <param name="Left">Bindings that the user has now.</param>
internal readonly record struct BindingChange(BindingEvent What, string Company, string User, Flow Flow, int Left);

/// <summary>What happened to a binding.</summary>
internal enum BindingEvent
{
    Added,
    Refreshed,

    /// <summary>The phone took it away.</summary>
    Removed,

    Expired,

    /// <summary>A newer one took its place.</summary>
    Replaced,

    /// <summary>Its TCP or TLS connection ended.</summary>
    ConnectionClosed,

    /// <summary>Its TCP connection ended, and the phone takes new ones where its Contact says: it stays.</summary>
    LeftConnection,

    /// <summary>The user is gone from the company's data, or has a new password.</summary>
    UserChanged,
}
