using System.Collections.Immutable;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Quotas;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Plans;

/// <summary>On which accounts a leg is counted, and which of them bind it while it runs (domain §6.7).</summary>
public static class AccountUses
{
    /// <param name="limitFree">No limit binds it (the allow list lifts it).</param>
    internal static ImmutableArray<AccountUse> Of(LegCase leg, Payer payer, bool limitFree)
    {
        var company = leg.Company.Id;
        if (payer.Kind == PayerKind.PrivatePrepaid)
            return [new(AccountKind.PrivatePrepaid, company, payer.Account, true)];
        var credit = new AccountUse(AccountKind.CompanyCredit, company, null, leg.Company.CreditLimit is not null);
        return (LimitUseOf(leg, payer, limitFree), ThresholdUseOf(leg), payer.IsCompany) switch
        {
            ({ } limit, { } threshold, true) => [limit, threshold, credit],
            ({ } limit, null, true) => [limit, credit],
            (null, { } threshold, true) => [threshold, credit],
            (null, { } threshold, false) => [threshold],
            (_, _, true) => [credit],
            _ => [],
        };
    }

    private static AccountUse? LimitUseOf(LegCase leg, Payer payer, bool limitFree)
    {
        if (payer is not { Kind: PayerKind.Employee, Employee: { } employee })
            return null;
        var binds = !limitFree && leg.Employee is { } who && leg.Services.Contains(ServiceKind.Limits) && leg.Company.LimitOf(who) is { } limit
            && limit.Cuts(leg.Called.RateClass) && !leg.Accounts.LimitOf(leg.Company.Id, employee).Lifted;
        return new(AccountKind.EmployeeLimit, leg.Company.Id, employee, binds);
    }

    private static AccountUse? ThresholdUseOf(LegCase leg) => leg.Called.Class == NumberClass.Premium && leg.Subscriber is { } subscriber
        ? new(AccountKind.PremiumThreshold, leg.Company.Id, subscriber.Id, true)
        : null;

    /// <summary>The same accounts under limits that were set, changed or lifted while the call runs (LIM-5, LIM-7).</summary>
    /// <param name="accounts">Of the quote, as they were last.</param>
    /// <param name="at">Now.</param>
    public static ImmutableArray<AccountUse> Again(CompanySnapshot company, IAccounts spent, Quote quote, ImmutableArray<AccountUse> accounts, DateTimeOffset at)
    {
        var again = accounts.ToBuilder();
        for (var i = 0; i < again.Count; i++)
            again[i] = again[i] with { Online = Binds(company, spent, quote, again[i], at) };
        return again.MoveToImmutable();
    }

    private static bool Binds(CompanySnapshot company, IAccounts spent, Quote quote, in AccountUse use, DateTimeOffset at)
    {
        if (use.Kind is AccountKind.PrivatePrepaid or AccountKind.CompanyCredit)
            return use.Kind == AccountKind.PrivatePrepaid || company.CreditLimit is not null;
        if (use.Owner is not { } owner || company.EmployeeNamed(owner) is not { } employee)
            return false;
        if (use.Kind == AccountKind.PremiumThreshold)
            return true;
        return !quote.IsLimitFree && quote.Question is { } question && company.ServicesOn(WarsawTime.Day(at)).Without(employee.ServicesOff).Contains(ServiceKind.Limits)
            && company.LimitOf(employee) is { } limit && limit.Cuts(question.Class) && !spent.LimitOf(company.Id, employee.Id).Lifted;
    }
}
