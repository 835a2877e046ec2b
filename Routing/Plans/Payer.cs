using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>Who pays for a call, or for one leg of it.</summary>
/// <param name="Company">Id of the company; null when nobody of a company pays.</param>
/// <param name="Number">The employee whose cost it is, or the company line; null when it is nobody's in particular.</param>
/// <param name="Account">Owner of the prepaid account, for <see cref="PayerKind.PrivatePrepaid"/>.</param>
/// <param name="Employee">Id of that employee within his company; null when it is none.</param>
public sealed record Payer(PayerKind Kind, string? Company = null, PhoneNumber? Number = null, string? Account = null, string? Employee = null)
{
    public static readonly Payer Nobody = new(PayerKind.Free);

    /// <summary>The company is billed for it.</summary>
    public bool IsCompany => Kind is PayerKind.Company or PayerKind.Employee or PayerKind.PrivateFlagged or PayerKind.Line;

    /// <summary>It is a private call.</summary>
    public bool IsPrivate => Kind is PayerKind.PrivateFlagged or PayerKind.PrivatePrepaid;
}

/// <summary>On whose account a call goes.</summary>
public enum PayerKind
{
    /// <summary>Nobody's here: free, or the caller's own operator charges him.</summary>
    Free,

    /// <summary>The company, without an employee: a desk phone behind its PBX.</summary>
    Company,

    /// <summary>The company, as a cost of the employee: counts for his limit.</summary>
    Employee,

    /// <summary>The company, marked as the employee's private call: does not count for his limit (PRV-4).</summary>
    PrivateFlagged,

    /// <summary>The employee's own prepaid account (PRV-5).</summary>
    PrivatePrepaid,

    /// <summary>The company, as a cost of a company line (HUNT-9).</summary>
    Line,
}
