using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Charges;

/// <summary>Who stands for the cost of a call, beside whom its plan names.</summary>
internal static class Payers
{
    /// <summary>What was refused costs nothing; a private number is hidden all the same.</summary>
    public static Billing Unpaid(CompanyDirectory directory, CallPlan plan)
    {
        if (!plan.IsPrivate)
            return Billing.Free;
        var mode = plan is { Company: { } id, Caller: { } number } && directory.Company(id)?.EmployeeWith(number) is { } employee ? employee.PrivateMode : PrivateMode.Off;
        return mode == PrivateMode.Prepaid ? Billing.PrivatePrepaid : Billing.PrivateFlagged;
    }

    /// <summary>The leg has a payer of its own; the second number of a personal line costs its owner nothing, and he sees that. Null: the caller's payer has it all.</summary>
    /// <param name="target">Who answered; null: the bridge itself.</param>
    public static Quote? OfLeg(CompanyDirectory directory, CallPlan plan, RingTarget? target)
    {
        if (target?.Quote is { } quote)
            return quote;
        return target?.Diverting is { } owner && plan is { Company: { } company, Steps: [PlanStep.Ring, ..] }
            ? new Quote { Payer = new Payer(PayerKind.Employee, company, owner, Employee: directory.Company(company)?.EmployeeWith(owner)?.Id) }
            : null;
    }

    /// <summary>What the caller is told when the accounts give nothing (§5.5).</summary>
    public static DenialReason Denial(CallQuota quota) =>
        quota.Kinds.Contains(Charging.Quotas.AccountKind.PrivatePrepaid) ? DenialReason.NoFunds
        : quota.Kinds.Contains(Charging.Quotas.AccountKind.EmployeeLimit) ? DenialReason.Limit
        : quota.Kinds.Contains(Charging.Quotas.AccountKind.PremiumThreshold) ? DenialReason.PremiumThreshold
        : DenialReason.Credit;
}
