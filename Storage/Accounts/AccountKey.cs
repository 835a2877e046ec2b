namespace PbxBridge.Storage.Accounts;

/// <summary>Which account. It is made when it is first used.</summary>
/// <param name="Owner">Id of the employee, or name of his prepaid account; empty = the company. A number: of earlier versions, and nobody had it at the upgrade.</param>
/// <param name="Cycle">Start of the billing cycle; null = an account that goes on for ever.</param>
public readonly record struct AccountKey(AccountKind Kind, string Company, string Owner, DateTimeOffset? Cycle)
{
    public static AccountKey Prepaid(string company, string owner) => new(AccountKind.Prepaid, company, owner, null);

    public static AccountKey Limit(string company, string employee, DateTimeOffset cycle) => new(AccountKind.Limit, company, employee, cycle);

    public static AccountKey Premium(string company, string employee, DateTimeOffset cycle) => new(AccountKind.Premium, company, employee, cycle);

    public static AccountKey OfCompany(string company, DateTimeOffset cycle) => new(AccountKind.Company, company, "", cycle);

    /// <summary>False: available is never below zero, whatever comes.</summary>
    internal bool MayBeOverdrawn => Kind != AccountKind.Prepaid;

    internal long CycleValue => Cycle?.ToUnixTimeMilliseconds() ?? 0;
}
