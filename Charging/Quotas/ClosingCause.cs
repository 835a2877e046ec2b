namespace PbxBridge.Charging.Quotas;

/// <summary>Why charging of a session ended (domain §6.4).</summary>
public enum ClosingCause
{
    Normal,
    Partial,
    Abnormal,

    /// <summary>The account was used up.</summary>
    QuotaExhausted,

    /// <summary>A limit was used up.</summary>
    LimitCut,
    AdministratorCut,

    /// <summary>The node died; charged up to its last sign of life (OCS-6).</summary>
    NodeRecovery,
}
