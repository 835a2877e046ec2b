using System.Globalization;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Hunting;

/// <summary>The lines that a hunt adds to the call flow, in both languages.</summary>
internal static class HuntNotes
{
    public static DecisionStep Failed(RingTarget target, CallCause cause, bool rang)
    {
        var (polish, english) = Words(cause);
        return new("hunt", Name(target), "§4.2", cause.ToString(),
            new($"{Name(target)}: {polish}{(rang ? "" : " (telefon nie dzwonił)")}.", $"{Name(target)}: {english}{(rang ? "" : " (it did not ring)")}."));
    }

    public static DecisionStep Dropped(RingTarget target, CallCause cause) =>
        new("hunt", Name(target), "D3", cause.ToString(),
            new($"{Name(target)} nie będzie już wywoływany w tym połączeniu.", $"{Name(target)} is not asked again within this call."));

    public static DecisionStep Skipped(RingTarget target) =>
        new("member", target.Number.Value, "HUNT-2", "skipped",
            new($"{target.Number} pominięty: rozmawia.", $"{target.Number} left out: in a call."));

    public static DecisionStep DoNotDisturb(RingTarget target) =>
        new("member", target.Number.Value, "§4.5", "skipped",
            new($"{Name(target)} pominięty: nie przeszkadzać (jak zajęty).", $"{Name(target)} left out: do not disturb (as if busy)."));

    public static DecisionStep OutOfReach(RingTarget target) =>
        new("member", target.Number.Value, "§4.3", "skipped",
            new($"{Name(target)} pominięty: trzy razy w ciągu minuty niedostępny.", $"{Name(target)} left out: out of reach three times within a minute."));

    public static DecisionStep NotTaken(RingTarget target) =>
        new("hunt", Name(target), "FAKE-1", "NotTaken",
            new($"{Name(target)}: po odebraniu nie naciśnięto 1, połączenie nie zostało przyjęte.", $"{Name(target)}: 1 was not pressed after the answer, the call was not taken."));

    public static DecisionStep Round(PhoneNumber line, int round)
    {
        var number = round.ToString(CultureInfo.InvariantCulture);
        return new("hunt", line.Value, "D3", number,
            new($"Linia firmowa {line}: runda {number}.", $"Company line {line}: round {number}."));
    }

    public static DecisionStep LineOver(PhoneNumber line, CallCause cause)
    {
        var (polish, english) = Words(cause);
        return new("hunt", line.Value, "HUNT-6", cause.ToString(),
            new($"Linia firmowa {line}: nikt nie odebrał ({polish}).", $"Company line {line}: nobody took the call ({english})."));
    }

    public static DecisionStep LateAnswer(LegId leg) =>
        new("hunt", leg.ToString(), "HUNT-3", "HungUp",
            new($"Spóźnione odebranie na odnodze {leg}: rozłączono.", $"Late answer on leg {leg}: hung up."));

    public static (string Polish, string English) Words(CallCause cause) => cause switch
    {
        CallCause.NoAnswer => ("nie odbiera", "no answer"),
        CallCause.Busy => ("zajęty", "busy"),
        CallCause.Declined => ("połączenie odrzucone przez osobę wywoływaną", "declined"),
        CallCause.Unreachable => ("niedostępny", "unreachable"),
        CallCause.Unallocated => ("nie ma takiego numeru", "no such number"),
        CallCause.Incomplete => ("numer niekompletny", "number incomplete"),
        CallCause.Rejected => ("odmowa po stronie sieci", "refused by the far side"),
        CallCause.Media => ("brak wspólnego kodeka", "no codec in common"),
        CallCause.Loop => ("pętla", "loop"),
        CallCause.Diverted => ("zgłosiła się poczta głosowa lub przekierowanie", "voicemail or forwarding took it"),
        CallCause.Congestion => ("wszystkie kanały łącza zajęte", "all channels of the trunk are taken"),
        CallCause.DestinationOutOfOrder => ("łącze nie działa", "the trunk is down"),
        CallCause.SetupTimeout => ("przekroczony czas zestawiania", "set-up took too long"),
        CallCause.NobodyToRing => ("nie ma kogo wywołać", "nobody to ring"),
        _ => ("połączenie nieudane", "failed"),
    };

    private static string Name(RingTarget target) => target.Name is { Length: > 0 } name ? name : target.Number.Value;
}
