namespace PbxBridge.Storage.Charges;

/// <summary>Why a charged leg was closed (domain §6.4, cause_for_closing). Stored by name.</summary>
public enum Closing
{
    Normal,

    /// <summary>A part of a call that goes on (RAT-7).</summary>
    Partial,

    Abnormal,

    /// <summary>The money of the payer was used up (OCS-4).</summary>
    QuotaExhausted,

    /// <summary>Cut by a limit (D1).</summary>
    LimitCut,

    /// <summary>The operator has stopped the bridge, and did not wait for the end of the call.</summary>
    AdministratorCut,

    /// <summary>The node died; the length is that of the last sign of life (OCS-6).</summary>
    NodeRecovery,
}
