using System.Collections.Immutable;
using PbxBridge.Routing.Companies;

namespace PbxBridge.Routing.Plans;

/// <summary>Calls to the mailbox menu: the access number, and an employee who calls himself.</summary>
internal static class MenuSteps
{
    public static ImmutableArray<PlanStep> Of(CallCase call)
    {
        // A transferrer opens his mailbox to nobody else: whoever comes that way must know a PIN.
        var own = !call.IsTransfer && call.Caller is { Company: { } company, Number: { } number, Verified: true } && HasMailbox(company, number)
            ? MailboxId.Of(company, number)
            : (MailboxId?)null;
        call.Log.Add("route", call.Caller.Number?.Value ?? "–", "VM-1", own is null ? "ask" : "own",
            own is null ? "Menu poczty głosowej: zapyta o numer skrzynki." : "Menu własnej skrzynki poczty głosowej.",
            own is null ? "The voicemail menu asks for the mailbox." : "The menu of the caller's own mailbox.");
        return [new PlanStep.VoicemailMenu(own)];
    }

    public static ImmutableArray<PlanStep> OfSelf(CallCase call, Employee employee)
    {
        if (call.Caller.Company is { } company && HasMailbox(company, employee.Mobile))
        {
            call.Log.Add("route", employee.Mobile.Value, "§4.6", "own",
                "Połączenie na własny numer otwiera własną skrzynkę.", "A call to the own number opens the own mailbox.");
            return [new PlanStep.VoicemailMenu(MailboxId.OfEmployee(company.Id, employee.Id))];
        }

        call.Log.Add("route", employee.Mobile.Value, "§4.6", "Busy",
            "Połączenie na własny numer, a skrzynki nie ma: zajęte.", "A call to the own number, and there is no mailbox: busy.");
        return [new PlanStep.Reject(CallCause.Busy)];
    }

    private static bool HasMailbox(CompanySnapshot company, Numbering.PhoneNumber owner) =>
        company.EmployeeWith(owner) is { VoicemailEnabled: true } || company.MailboxOf(owner) is not null;
}
