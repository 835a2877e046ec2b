using System.Collections.Immutable;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Plans;

/// <summary>Calls that top up the caller's own account: by feature code, or by the short number that asks for the code (VCH-5, C8).</summary>
internal static class TopUpSteps
{
    /// <param name="code">As dialled; null: it is asked for. It stands in no sentence.</param>
    public static ImmutableArray<PlanStep> Of(CallCase call, string? code)
    {
        var caller = call.Caller;
        if (caller is not { Company: { } company, Employee: { } employee, Verified: true } || call.IsTransfer)
        {
            call.Log.Add("top-up", "", "VCH-5", "NotInService", "Doładować może tylko pracownik, ze swojego telefonu.", "Only an employee can top up, from a phone of his own.");
            return RingSteps.Refuse(caller, "A02", CallCause.NotInService);
        }

        if (employee.PrivateMode != PrivateMode.Prepaid || !caller.Services.Without(employee.ServicesOff).Contains(ServiceKind.PrivateCalls))
        {
            call.Log.Add("top-up", employee.Name, "C8", "PrivateOff",
                $"{employee.Name} nie ma własnego konta przedpłaconego.", $"{employee.Name} has no prepaid account of his own.");
            return RingSteps.Refuse(caller, "A07", CallCause.PrivateOff);
        }

        call.Log.Add("route", employee.AccountOwner, "VCH-5", "top-up",
            $"Doładowanie własnego konta: {employee.Name}, {(code is null ? "menu zapyta o kod" : "kod wybrano")}.",
            $"Top-up of the own account: {employee.Name}, {(code is null ? "the menu asks for the code" : "the code was dialled")}.");
        return [new PlanStep.TopUp(company.Id, employee.AccountOwner, code)];
    }
}
