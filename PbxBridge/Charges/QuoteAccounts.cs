using System.Collections.Immutable;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Quotas;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Terms;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Limits;
using Kind = PbxBridge.Charging.Quotas.AccountKind;

namespace PbxBridge.Charges;

/// <summary>What a quote means to the store: accounts, limits that are watched, and who else could pay.</summary>
internal static class QuoteAccounts
{
    public static AccountKey Key(in AccountUse use, DateTimeOffset cycle) => use.Kind switch
    {
        Kind.PrivatePrepaid => AccountKey.Prepaid(use.Company, use.Owner ?? ""),
        Kind.EmployeeLimit => AccountKey.Limit(use.Company, use.Owner ?? "", cycle),
        Kind.PremiumThreshold => AccountKey.Premium(use.Company, use.Owner ?? "", cycle),
        _ => AccountKey.OfCompany(use.Company, cycle),
    };

    /// <summary>The limit that is watched while an employee's account grows; null: he has none.</summary>
    /// <param name="at">The moment of the call.</param>
    public static LimitTerms? Watch(CompanyDirectory directory, in AccountUse use, BillingCycle cycle, DateTimeOffset at) =>
        use.Kind == Kind.EmployeeLimit && Owner(directory, use) is ({ } company, { } employee)
        && ServicesOf(company, employee, at).Contains(ServiceKind.Limits) && company.LimitOf(employee) is { } limit
            ? new LimitTerms(company.Id, employee.Id, cycle, limit)
            : null;

    /// <summary>The statutory threshold that binds an employee's premium calls; null: he is no employee of the company.</summary>
    /// <param name="employee">His id.</param>
    public static PremiumTerms? Threshold(CompanyDirectory directory, string company, string employee, DateTimeOffset at) =>
        directory.Company(company) is { } owner && owner.EmployeeNamed(employee) is { } known
            ? new PremiumTerms(company, known.Id, owner.Cycles.At(at), owner.PremiumOf(known).Amount)
            : null;

    /// <summary>What may be used of an account beyond its balance; null: it has no bound, or its own.</summary>
    public static Charging.Amounts.Money? Allowance(CompanyDirectory directory, in AccountUse use) => use.Kind switch
    {
        Kind.PremiumThreshold when Owner(directory, use) is ({ } company, { } employee) => company.PremiumOf(employee).Amount,
        Kind.CompanyCredit => directory.Company(use.Company)?.CreditLimit,
        _ => null,
    };

    /// <summary>The same call on the employee's own prepaid account, from now on; null when he has none, or that call is nobody's in particular, or it is a premium call: its
    /// bounds are the law's, and no star lifts them (domain §6.6).</summary>
    public static Quote? OnOwnAccount(CompanyDirectory directory, Quote quote, DateTimeOffset at)
    {
        if (quote is not { Payer: { Kind: PayerKind.Employee, Company: { } id, Number: { } number, Employee: { } payer }, Question: { } question } || directory.Company(id) is not { } company
            || question.Class == RateClass.Premium || company.EmployeeNamed(payer) is not { PrivateMode: PrivateMode.Prepaid } employee || !ServicesOf(company, employee, at).Contains(ServiceKind.PrivateCalls))
        {
            return null;
        }
        var asked = question with { Use = Charging.Prices.PriceUse.Private, InArea = false, At = at };
        return directory.Prices?.Find(asked).Row is not { } row ? null : new Quote
        {
            Payer = new Payer(PayerKind.PrivatePrepaid, id, number, employee.AccountOwner, employee.Id),
            Question = asked,
            Row = row,
            Accounts = [new AccountUse(Kind.PrivatePrepaid, id, employee.AccountOwner, true)],
        };
    }

    private static ServiceSet ServicesOf(CompanySnapshot company, Employee employee, DateTimeOffset at) =>
        company.ServicesOn(WarsawTime.Day(at)).Without(employee.ServicesOff);

    private static (CompanySnapshot? Company, Employee? Employee) Owner(CompanyDirectory directory, in AccountUse use) =>
        directory.Company(use.Company) is { } company && use.Owner is { } id ? (company, company.EmployeeNamed(id)) : default;
}
