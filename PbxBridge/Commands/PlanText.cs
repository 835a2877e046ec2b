using PbxBridge.Calls;
using PbxBridge.Charging.Prices;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Commands;

/// <summary>A step of a plan in words.</summary>
internal static class PlanText
{
    public static string Of(PlanStep step, Words words) => step switch
    {
        PlanStep.Ring { Target.DoNotDisturb: true } ring => words.Of(
            $"{Name(ring.Target)}: nie przeszkadzać, jak zajęty{Then(ring, words)}", $"{Name(ring.Target)}: do not disturb, as if busy{Then(ring, words)}"),
        PlanStep.Ring ring => words.Of(
            $"dzwoni do {Name(ring.Target)} przez {Seconds(ring.For)}: {Places(ring.Target, words)}{Then(ring, words)}",
            $"rings {Name(ring.Target)} for {Seconds(ring.For)}: {Places(ring.Target, words)}{Then(ring, words)}"),
        PlanStep.RingLine line => words.Of(
            $"dzwoni kolejno w linii {line.Line}, po {Seconds(line.RingFor)}, razem do {Seconds(line.Total)}: {Members(line, words)}",
            $"rings the members of line {line.Line} one after the other, {Seconds(line.RingFor)} each, {Seconds(line.Total)} in all: {Members(line, words)}"),
        PlanStep.Voicemail box => words.Of($"poczta głosowa {box.Mailbox.Owner} nagrywa wiadomość", $"voicemail of {box.Mailbox.Owner} records a message"),
        PlanStep.VoicemailMenu { Mailbox: { } own } => words.Of($"menu poczty głosowej {own.Owner}", $"voicemail menu of {own.Owner}"),
        PlanStep.VoicemailMenu => words.Of("menu poczty głosowej, najpierw pytanie o numer skrzynki", "voicemail menu, which first asks for the mailbox"),
        PlanStep.TopUp topUp => words.Of(
            $"doładowanie konta {topUp.Account}{(topUp.Code is null ? ", menu pyta o kod" : "")}", $"top-up of the account {topUp.Account}{(topUp.Code is null ? ", the menu asks for the code" : "")}"),
        PlanStep.Announce announce => words.Of(
            $"komunikat {announce.What.Value}, potem {Status(announce.Then)}", $"announcement {announce.What.Value}, then {Status(announce.Then)}"),
        PlanStep.Reject { Cause: { } cause } => words.Of($"koniec: {Status(cause)}", $"ends with {Status(cause)}"),
        _ => words.Of("koniec z wynikiem poprzednich kroków", "ends with what the steps before add up to"),
    };

    public static string Of(Payer payer, Words words) => payer.Kind switch
    {
        PayerKind.Company => words.Of($"firma {payer.Company}, koszt centrali", $"{payer.Company}, as a cost of its PBX"),
        PayerKind.Employee => words.Of($"firma {payer.Company}, koszt {payer.Number}", $"{payer.Company}, as a cost of {payer.Number}"),
        PayerKind.Line => words.Of($"firma {payer.Company}, koszt linii {payer.Number}", $"{payer.Company}, as a cost of the line {payer.Number}"),
        PayerKind.PrivateFlagged => words.Of($"firma {payer.Company}, prywatne {payer.Number}", $"{payer.Company}, private call of {payer.Number}"),
        PayerKind.PrivatePrepaid => words.Of($"{payer.Number} z własnego konta", $"{payer.Number} from the own account"),
        _ => words.Of("nikt", "nobody"),
    };

    /// <param name="row">Null: it is free.</param>
    public static string Of(PriceRow? row, Words words) => row is null
        ? words.Of("bezpłatnie", "free")
        : words.Of($"{row.Name.Polish}: {row.Tariff.InWords().Polish}", $"{row.Name.English}: {row.Tariff.InWords().English}");

    /// <summary>The legs of a step in the order in which they are made; legs of one person are made together.</summary>
    public static IEnumerable<string> Legs(PlanStep step) => step switch
    {
        PlanStep.Ring { Target.DoNotDisturb: false } ring => ring.Target.Destinations.Select(Place),
        PlanStep.RingLine line => line.Members.Where(member => !member.DoNotDisturb).SelectMany(member => member.Destinations.Select(Place)),
        _ => [],
    };

    private static string Name(RingTarget target) => target.Name is { } name ? $"{name} ({target.Number})" : target.Number.Value;

    private static string Members(PlanStep.RingLine line, Words words) => string.Join("; ", line.Members.Select(member =>
        member.DoNotDisturb ? $"{Name(member)} ({words.Of("nie przeszkadzać", "do not disturb")})" : $"{Name(member)} {string.Join(" + ", member.Destinations.Select(Place))}"));

    private static string Places(RingTarget target, Words words) =>
        target.Destinations.IsEmpty ? words.Of("nigdzie", "nowhere") : string.Join(words.Of(" i razem ", " and together "), target.Destinations.Select(Place));

    private static string Place(Destination destination) => destination switch
    {
        Destination.ByTrunk trunk => $"{trunk.Number} @ {trunk.Trunk}",
        Destination.ByRegistration softphone => $"softphone {softphone.User}",
        _ => destination.ToString(),
    };

    private static string Then(PlanStep.Ring ring, Words words) => string.Concat(ring.Onward.Select(onward =>
    {
        var on = onward.On == OutcomeSet.Any ? words.Of("każde niepowodzenie", "any failure") : onward.On.ToString();
        return words.Of($"; {on} → krok {onward.Step + 1}", $"; {on} → step {onward.Step + 1}");
    }));

    private static string Status(CallCause cause)
    {
        var (status, q850) = CauseToStatus.Of(cause);
        return $"{status} ({cause}, Q.850 {q850})";
    }

    private static string Seconds(TimeSpan time) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}
