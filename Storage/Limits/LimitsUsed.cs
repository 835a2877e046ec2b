using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Storage.Limits;

/// <summary>What employees have used of their limits in the cycle that runs: charged, reserved, and what running calls have cost beyond that (LIM-2, LIM-8).</summary>
public sealed class LimitsUsed
{
    private readonly Dictionary<string, Account> _accounts;
    private readonly Dictionary<ChargePayer, Money> _running;

    private LimitsUsed(Dictionary<string, Account> accounts, Dictionary<ChargePayer, Money> running) => (_accounts, _running) = (accounts, running);

    public static LimitsUsed Of(Store store, CompanySnapshot company, DateTimeOffset now)
    {
        var cycle = company.Cycles.At(now).Start;
        var running = (store.Running.Of(company.Id)?.Costs ?? []).Where(cost => cost.Cycle == cycle && !cost.IsPrivate)
            .GroupBy(cost => cost.Payer).ToDictionary(costs => costs.Key, costs => Money.Sum(costs.Select(cost => cost.Unreserved)));
        return new(store.Accounts.InCycle(company.Id, cycle).Where(account => account.Key.Kind == AccountKind.Limit).ToDictionary(account => account.Key.Owner), running);
    }

    /// <summary>As the store has it; null: nothing was charged to his limit in this cycle.</summary>
    public Account? AccountOf(Employee employee) => _accounts.GetValueOrDefault(employee.Id);

    public Money UsedBy(Employee employee) =>
        (AccountOf(employee)?.Used ?? Money.Zero) + _running.GetValueOrDefault(ChargePayer.OfEmployee(employee.Id), Money.Zero);

    /// <summary>An administrator has opened it until the cycle ends (LIM-7).</summary>
    public bool IsLifted(Employee employee) => AccountOf(employee) is { LiftedAt: not null };

    /// <summary>Per cent, rounded down: 100 is used up. Null: the limit is nothing.</summary>
    public static int? PercentOf(Money used, CostLimit limit) => limit.Amount.IsZero ? null : (int)Math.Clamp(Math.Floor(used.Amount * 100 / limit.Amount.Amount), 0, 999_999);
}
