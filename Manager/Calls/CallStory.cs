using System.Globalization;
using PbxBridge.Manager.Telemonitor;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Manager.Calls;

/// <summary>One call told in two sentences: what came of it, and why. Pure.</summary>
internal static class CallStory
{
    public static Sentence Outcome(CallRecord call, CallPeople people)
    {
        var codes = $"SIP {call.SipStatus}{(call.Q850 is { } cause ? $", Q.850 {cause}" : "")}";
        var (polish, english) = OutcomeWords.Of(call.Outcome);
        if (call.Result == CallResult.Answered)
        {
            var by = people.Titled(call.AnsweredBy ?? WithheldCaller.Anonymous);
            var (whoPolish, whoEnglish) = OutcomeWords.Of(call.ReleasedBy);
            var talked = Texts.Time(call.EndedAt - (call.AnsweredAt ?? call.EndedAt));
            return call.Outcome == CallCause.Cleared
                ? new($"Odebrane: {by.Polish}. Rozmowa {talked}, zakończył: {whoPolish}.", $"Answered by: {by.English}. They talked for {talked}; ended by: {whoEnglish}.")
                : new($"Odebrane: {by.Polish}. Rozmowa {talked}, przerwana: {polish} ({codes}).", $"Answered by: {by.English}. They talked for {talked}; cut: {english} ({codes}).");
        }

        return call.Result == CallResult.Refused
            ? new($"Nie doszło do skutku: {polish} ({codes}).", $"It did not go through: {english} ({codes}).")
            : new($"Nieodebrane po {Waited(call)} s: {polish} ({codes}).", $"Not answered after {Waited(call)} s: {english} ({codes}).");
    }

    /// <summary>The decision that led to it; null: none did, as when it was answered.</summary>
    public static DecisionStep? Reason(CallRecord call)
    {
        if (call.Outcome == CallCause.Cleared)
            return null;
        var outcome = call.Outcome.ToString();
        return call.Decisions.LastOrDefault(step => step.Outcome == outcome)
            ?? (call.Signals.Denial is { } denial ? call.Decisions.LastOrDefault(step => step.Outcome == denial) : null)
            ?? (call.Outcome is CallCause.Unallocated or CallCause.Incomplete ? call.Decisions.LastOrDefault(step => step.Step is "e164" or "class") : null);
    }

    private static string Waited(CallRecord call) => (call.EndedAt - call.StartedAt).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
}
