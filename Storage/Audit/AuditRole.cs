namespace PbxBridge.Storage.Audit;

/// <summary>As whom somebody acts (domain §8). Stored by name.</summary>
public enum AuditRole
{
    /// <summary>Owner of the company, or whom he authorised.</summary>
    Owner,

    /// <summary>Administrator of the company, or the operator's staff in his stead and without a fee for it.</summary>
    Administrator,
    ServiceAdministrator,
    BillingAdministrator,

    /// <summary>An employee, for himself.</summary>
    User,

    /// <summary>The operator's consultant; his work has a fee.</summary>
    Consultant,

    /// <summary>The operator's engineer, who runs the bridge.</summary>
    Operator,

    /// <summary>The operator's support staff, who look at calls and change nothing of a company.</summary>
    Support,

    /// <summary>The program by itself.</summary>
    System,
}
