using PbxBridge.Manager.Pages;
using PbxBridge.Manager.Telemonitor;
using PbxBridge.Routing.Numbering;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Manager.Calls;

/// <summary>What is known of a call beside its messages, term by term in the visitor's language.</summary>
internal static class CallFacts
{
    public static IEnumerable<(string Term, string Value)> Of(Visit at, CallRecord call, CallPeople people)
    {
        yield return (at.T("Dzwonił", "Caller"), at.T(people.Titled(call.CallerNumber)));
        if (call.CallerShown is { } shown && shown != call.CallerNumber)
            yield return (at.T("Wywołany widział", "Shown to the called"), shown);
        yield return (at.T("Wybrano", "Dialled"), DialledText.Of(call.Dialled));
        yield return (at.T("Numer wywołany", "Called number"), call.Called is { } called ? at.T(people.Titled(called.Value)) : "–");
        yield return (at.T("Rodzaj numeru", "Class of the number"), at.T(NumberClassName.Of(call.NumberClass)));
        yield return (at.T("Usługa", "Service"), at.T(OutcomeWords.Of(call.Service)));
        if (call.Signals.Line is { } line)
            yield return (at.T("Linia firmowa", "Company line"), at.T(people.Titled(line)));
        if (call.Signals.Diversion is { } sender)
            yield return (at.T("Przekierował", "Sent on by"), at.T(people.Titled(sender.Number)));
        yield return (at.T("Początek", "Began"), Texts.Clock(call.StartedAt));
        if (call.RingingAt is { } ringing)
            yield return (at.T("Dzwonek", "Rang"), Texts.Clock(ringing));
        if (call.AnsweredAt is { } answered)
            yield return (at.T("Odebrane", "Answered"), Texts.Clock(answered));
        yield return (at.T("Koniec", "Ended"), $"{Texts.Clock(call.EndedAt)} ({at.T(OutcomeWords.Of(call.ReleasedBy))})");
        foreach (var talk in call.Talks)
            yield return (at.T("Rozmowa", "Talk"), $"{Texts.Clock(talk.From)} – {Texts.Clock(talk.Until)}: {at.T(people.Titled(talk.One))} – {at.T(people.Titled(talk.Other))}");
        if (call.InTrunk is not null || call.OutTrunk is not null)
            yield return (at.T("Łącza", "Trunks"), $"{call.InTrunk ?? "–"} → {call.OutTrunk ?? "–"}");
        if (call.Signals.Codec is { } codec)
            yield return (at.T("Dźwięk", "Sound"), call.Signals.IsAnchored is true ? at.T($"{codec}, przez bramkę", $"{codec}, through the bridge") : at.T($"{codec}, bezpośrednio", $"{codec}, directly"));
        if (!call.Signals.CallIdIn.IsEmpty)
            yield return ("Call-ID (A)", call.Signals.CallIdIn.ToString());
        if (!call.Signals.CallIdOut.IsEmpty)
            yield return ("Call-ID (B)", call.Signals.CallIdOut.ToString());
        if (!call.Signals.SessionId.IsEmpty)
            yield return ("Session-ID", call.Signals.SessionId.ToString());
    }
}
