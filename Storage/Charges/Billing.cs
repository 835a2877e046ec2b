namespace PbxBridge.Storage.Charges;

/// <summary>Who pays for a call, and what the company sees of it. Stored by name.</summary>
public enum Billing
{
    Business,

    /// <summary>The company pays and sees date, length, cost and the mark; the number from its fourth digit on is masked (D9, PRV-4).</summary>
    PrivateFlagged,

    /// <summary>The employee pays from his own account; the company sees nothing (D9, PRV-5).</summary>
    PrivatePrepaid,

    Free,
}
