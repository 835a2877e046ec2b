namespace PbxBridge.Storage.Accounts;

/// <summary>What an account is for. Stored by name.</summary>
public enum AccountKind
{
    /// <summary>An employee's own money for private calls (VCH-1…6). Never overdrawn.</summary>
    Prepaid,

    /// <summary>What an employee's business calls cost in one billing cycle, against his limit (LIM-2).</summary>
    Limit,

    /// <summary>What an employee's premium calls cost in one billing cycle, against the statutory threshold (domain §6.6).</summary>
    Premium,

    /// <summary>What the company owes for one billing cycle: calls and fees.</summary>
    Company,
}
