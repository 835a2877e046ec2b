using System.Collections.Immutable;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>The steps of a call to a PBX number while no address of its PBX answers (TRK-8).</summary>
internal static class PbxDownSteps
{
    /// <summary>Ring time of the mobile before its mailbox.</summary>
    private static readonly TimeSpan BeforeMailbox = TimeSpan.FromSeconds(25);

    /// <summary>It may be back, or be one that takes calls and answers no questions: it is tried, and a silent one is out of order.</summary>
    public static ImmutableArray<PlanStep> Try(CallCase call, RingTarget target)
    {
        Note(call, target.Number, "try", "mimo to próbujemy", "it is tried all the same");
        return [new PlanStep.Ring(target, RingSteps.AsLongAsItTakes, [new(OutcomeSet.Unreachable, 1)], true), new PlanStep.Reject(CallCause.DestinationOutOfOrder)];
    }

    /// <summary>Null: there is nowhere else to go.</summary>
    public static ImmutableArray<PlanStep>? Of(CallCase call, CompanySnapshot company, PhoneNumber number)
    {
        var rule = company.PbxDown;
        if (rule.To == PbxDownTo.Refuse || !call.MayDivert || call.Request.PsapCallback)
            return null;
        var owner = rule.To == PbxDownTo.Line ? null : company.EmployeeAt(number);
        if (owner is not null && !call.Caller.Is(owner.Mobile) && !call.HasVisited(owner.Mobile))
        {
            if (rule.To == PbxDownTo.Voicemail && owner.VoicemailEnabled)
            {
                Note(call, number, "voicemail", $"poczta głosowa: {owner.Name}", $"the mailbox of {owner.Name}");
                return [new PlanStep.Voicemail(MailboxId.OfEmployee(company.Id, owner.Id))];
            }

            if (rule.To == PbxDownTo.Mobile && OwnTarget.Within(call, company, owner.Mobile, number) is { } target)
            {
                Note(call, number, owner.Mobile.Value, $"telefon komórkowy: {owner.Name}", $"the mobile of {owner.Name}");
                CallerNotes.Shown(call, target);
                return owner.VoicemailEnabled
                    ? [new PlanStep.Ring(target, BeforeMailbox, [new(OutcomeSet.Any, 1)], false), new PlanStep.Voicemail(MailboxId.OfEmployee(company.Id, owner.Id))]
                    : RingSteps.Only(target);
            }
        }

        if (rule.Line is not { } other || company.LineWith(other) is not { } line || call.HasVisited(other))
            return null;
        Note(call, number, other.Value, $"Linia firmowa {line.Name}", $"the company line {line.Name}");
        return LineSteps.Of(call, company, line);
    }

    private static void Note(CallCase call, PhoneNumber number, string outcome, string polish, string english) =>
        call.Log.Add("pbx-down", number.Value, "TRK-8", outcome, $"Centrala nie odpowiada: {polish}.", $"The PBX does not answer: {english}.");
}
