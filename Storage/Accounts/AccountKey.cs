namespace PbxBridge.Storage.Accounts;

/// <summary>Which account. It is made when it is first used.</summary>
/// <param name="Owner">Number of the employee; empty = the company.</param>
/// <param name="Cycle">Start of the billing cycle; null = an account that goes on for ever.</param>
public readonly record struct AccountKey(AccountKind Kind, string Company, string Owner, DateTimeOffset? Cycle)
{
    public static AccountKey Prepaid(string company, string number) => new(AccountKind.Prepaid, company, number, null);

    public static AccountKey Limit(string company, string number, DateTimeOffset cycle) => new(AccountKind.Limit, company, number, cycle);

    public static AccountKey Premium(string company, string number, DateTimeOffset cycle) => new(AccountKind.Premium, company, number, cycle);

    public static AccountKey OfCompany(string company, DateTimeOffset cycle) => new(AccountKind.Company, company, "", cycle);

    /// <summary>False: available is never below zero, whatever comes.</summary>
    internal bool MayBeOverdrawn => Kind != AccountKind.Prepaid;

    internal long CycleValue => Cycle?.ToUnixTimeMilliseconds() ?? 0;
}
