namespace PbxBridge.Charging.Quotas;

/// <summary>What an account pays for (domain §6.7).</summary>
public enum AccountKind
{
    /// <summary>An employee's own money.</summary>
    PrivatePrepaid,

    /// <summary>What is left of an employee's limit in this cycle.</summary>
    EmployeeLimit,

    /// <summary>What is left until the statutory premium threshold in this cycle (domain §6.6).</summary>
    PremiumThreshold,

    /// <summary>What the operator lets a company owe.</summary>
    CompanyCredit,
}
