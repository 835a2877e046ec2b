using System.Collections.Immutable;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Numbering;

/// <summary>Says in words how a dialled string was understood.</summary>
internal static class DialledSteps
{
    public static ImmutableArray<DecisionStep> Of(DialledNumber dialled)
    {
        var steps = ImmutableArray.CreateBuilder<DecisionStep>(5);
        steps.Add(Emergency(dialled));
        if (dialled.Kind == DialledKind.Emergency)
        {
            return steps.ToImmutable();
        }

        if (dialled.Private)
        {
            steps.Add(new("private", dialled.Raw, "C2", "private", new(
                "Gwiazdka na końcu: połączenie prywatne.", "The star at the end makes it a private call.")));
        }

        if (dialled.PrivateTarget is { } target)
        {
            steps.Add(new("private-plan", dialled.Digits, "PPN-6", target.Number?.Value ?? (target is PrivateTarget.ToTopUp ? "top-up" : "voicemail"), Private(target)));
        }
        else if (dialled.SiteCode is { } code)
        {
            steps.Add(new("private-plan", dialled.Digits, "PPN-11", dialled.Number?.Value ?? "", Partner(dialled, code)));
        }
        else if (dialled.Kind != DialledKind.FeatureCode)
        {
            steps.Add(new("private-plan", dialled.Digits, "PPN-6", "none", new(
                $"{dialled.Digits} nie jest numerem skróconym firmy.", $"{dialled.Digits} is not a short number of the company.")));
            steps.Add(new("e164", dialled.Digits, "NUM-4", Outcome(dialled), Full(dialled)));
        }

        steps.Add(new("class", dialled.Number?.Value ?? dialled.Digits, dialled.PortedTo is null ? "NUM-1" : "NUM-2", dialled.Class.ToString(), Class(dialled)));
        return steps.ToImmutable();
    }

    private static DecisionStep Emergency(DialledNumber dialled) => dialled.Kind == DialledKind.Emergency
        ? new("emergency", dialled.Raw, "NUM-6", dialled.Number?.Value ?? "", new(
            $"{dialled.Number} to numer alarmowy: łączy się od razu, bez opłat.", $"{dialled.Number} is an emergency number: connected at once, free of charge."))
        : new("emergency", dialled.Raw, "NUM-6", "no", new("To nie jest numer alarmowy.", "This is not an emergency number."));

    private static string Outcome(DialledNumber dialled) => dialled.InvalidAs switch
    {
        CallCause.Incomplete => "484",
        not null => "404",
        null => dialled.Number?.Value ?? "",
    };

    private static Sentence Private(PrivateTarget target) => target switch
    {
        PrivateTarget.ToEmployee t => new($"{t.Short} to {t.Employee.Name}, {t.Number}.", $"{t.Short} is {t.Employee.Name}, {t.Number}."),
        PrivateTarget.ToLine t => new($"{t.Short} to Linia firmowa {t.Line.Name}, {t.Number}.", $"{t.Short} is the company line {t.Line.Name}, {t.Number}."),
        PrivateTarget.ToPbx t => new($"{t.Short} to numer centrali {t.Number}.", $"{t.Short} is the PBX number {t.Number}."),
        PrivateTarget.ToPartner t => new(
            $"{t.Short} to numer partnerski {t.Partner.Name}, {t.Number}.", $"{t.Short} is the partner number {t.Partner.Name}, {t.Number}."),
        PrivateTarget.ToTopUp t => new($"{t.Short} to doładowanie własnego konta.", $"{t.Short} is for topping up the own account."),
        _ => new($"{target.Short} to poczta głosowa.", $"{target.Short} is the voicemail."),
    };

    private static Sentence Partner(DialledNumber d, SiteCode code) => new(
        $"{code.Code} to kod firmy {code.Company}, jej numer {d.Digits[code.Code.Length..]} to {d.Number}.",
        $"{code.Code} is the code of the company {code.Company}, its number {d.Digits[code.Code.Length..]} is {d.Number}.");

    private static Sentence Full(DialledNumber d) => d.Rule switch
    {
        DialRule.NotANumber => new("Wybrany ciąg nie jest numerem.", "What was dialled is not a number."),
        DialRule.UnknownShortNumber => new($"Firma nie ma numeru skróconego {d.Digits}.", $"The company has no short number {d.Digits}."),
        DialRule.ForeignContext => new("Numer lokalny innego kraju nie da się wybrać.", "A local number of another country cannot be dialled."),
        DialRule.NoSuchNationalNumber when d.InvalidAs == CallCause.Incomplete => new("Numer krajowy jest za krótki.", "The national number is too short."),
        DialRule.NoSuchNationalNumber => new("Takiego numeru nie ma w planie numeracji krajowej.", "The national numbering plan has no such number."),
        DialRule.NoSuchCountry => new("Żaden kraj nie ma takiego numeru kierunkowego.", "No country has this code."),
        DialRule.WrongLength when d.InvalidAs == CallCause.Incomplete => new("Numer międzynarodowy jest za krótki.", "The international number is too short."),
        DialRule.WrongLength => new("Numer międzynarodowy ma złą długość.", "The international number has a wrong length."),
        DialRule.DoubleZeroRefused => new(
            "00 i dziewięć cyfr numeru polskiego: zapewne podwójne zero, połączenie za granicę odrzucono.",
            "00 and nine digits of a Polish number: probably a doubled zero, the call abroad is refused."),
        DialRule.NothingMatches when d.InvalidAs == CallCause.Incomplete => new("Numer jest niepełny.", "The number is incomplete."),
        DialRule.NothingMatches => new("Nie ma takiego numeru.", "There is no such number."),
        DialRule.LegacyZero => new($"Dawne zero na początku pominięto: {d.Number}.", $"The zero of old times in front was dropped: {d.Number}."),
        _ when d.BreakoutUsed => new($"Po zdjęciu prefiksu wyjścia na miasto: {d.Number}.", $"With the break-out prefix taken off: {d.Number}."),
        _ when d.Number is { IsShort: true } => new($"{d.Number} to krótki numer publiczny.", $"{d.Number} is a short public number."),
        _ => new($"Pełny numer: {d.Number}.", $"The full number is {d.Number}."),
    };

    private static Sentence Class(DialledNumber d)
    {
        var name = NumberClassName.Of(d.Class);
        if (d.PortedTo is { } network)
            return new($"Numer przeniesiony do sieci {network}: to {name.Polish}.", $"The number was ported to the network {network}: it is {name.English}.");
        return (d.Area, d.Country) switch
        {
            ({ } area, _) => new($"To {name.Polish} (strefa {area.Code} {area.City}).", $"It is {name.English} (zone {area.Code} {area.City})."),
            (_, { } country) => new(
                $"To {name.Polish} ({country.Polish}, strefa {country.Zone}).", $"It is {name.English} ({country.English}, zone {country.Zone})."),
            _ => new($"To {name.Polish}.", $"It is {name.English}."),
        };
    }
}
