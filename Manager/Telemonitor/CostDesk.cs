using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Fees;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Employees;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Limits;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>Reads from the store what a page of the Telemonitor shows. The company is the visitor's (ROLE-6).</summary>
internal sealed class CostDesk(Store store, Visitor visitor, TelemonitorQuery query, DateTimeOffset now)
{
    private CompanySnapshot Company => visitor.Company;

    private bool Runs => query.Period.Runs(now);

    public TelemonitorReport Report(CostScope scope) => Report(scope, scope.Payers);

    /// <summary>One payer's row; null: he or it has never been the company's, as far as the period tells.</summary>
    /// <param name="scope">He is in it.</param>
    public TelemonitorReport? Report(CostScope scope, CostPayer payer)
    {
        if (payer is CostPayer.OfEmployee(var employee))
            return Report(scope.Only(employee));
        var report = Report(scope, [payer.Charged]).Only(payer.Charged);
        // Its calls may all be of other classes than the one that is asked for.
        return payer is CostPayer.OfFormer or CostPayer.OfUnknown && report.Rows.IsEmpty && report.Classes.IsEmpty ? null : report;
    }

    public CallPage Calls(CostPayer payer) =>
        CallPage.Read(query, (skip, count) => store.Settlements.Calls(Company.Id, payer.Charged, query.Period.Charges, query.Class, skip, count));

    /// <summary>Those that he has paid from his own account: for himself alone (D9).</summary>
    public CallPage OwnPrivate(Employee self) =>
        CallPage.Read(query, (skip, count) => store.Settlements.OwnPrivate(Company.Id, self.Id, query.Period.Charges, skip, count));

    /// <summary>What is left on it; null: there is no account.</summary>
    public Money? OwnBalance(Employee self) => store.Accounts.Find(AccountKey.Prepaid(Company.Id, self.AccountOwner))?.Available;

    private TelemonitorReport Report(CostScope scope, IReadOnlyCollection<ChargePayer>? payers)
    {
        var totals = store.Settlements.Totals(Company.Id, query.Period.Charges, payers);
        // Of running calls nobody knows the class.
        var told = Runs && query.Class is null ? store.Running.Of(Company.Id) : null;
        var cycle = query.Period.Cycle?.Start;
        ImmutableArray<FeeLine> fees = scope.IsWhole && query.Class is null && cycle is { } start ? [.. store.Fees.InCycle(Company.Id, start).Select(fee => fee.Entry.Line)] : [];
        return TelemonitorReport.Of(Company, scope, query.Class, totals, told is { } running ? [.. running.Costs.Where(cost => cost.Cycle == cycle)] : [], Limits(), fees) with
        {
            RunningAt = told?.At,
        };
    }

    private Func<Employee, LimitStanding?> Limits()
    {
        if (!Runs)
            return _ => null;
        var used = LimitsUsed.Of(store, Company, now);
        return employee => Company.LimitOf(employee) is { } limit && Rights.Allows(visitor, Permission.SeeLimit, employee)
            ? new LimitStanding(limit, used.UsedBy(employee), used.IsLifted(employee))
            : null;
    }
}
