namespace PbxBridge.Charging.Prices;

/// <summary>Kinds of fees that are not for calls (domain §6.9).</summary>
public enum FeeKind
{
    /// <summary>Opłata abonamentowa: once a cycle.</summary>
    Subscription,

    /// <summary>Opłata za zdarzenie: each time.</summary>
    Event,

    /// <summary>Opłata aktywacyjna: when a service is activated.</summary>
    Activation,

    /// <summary>For work of the operator's consultant that an administrator could have done himself; in addition to the others.</summary>
    Consultant,
}
