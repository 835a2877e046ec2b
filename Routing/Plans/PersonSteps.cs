using System.Collections.Immutable;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Plans;

/// <summary>The steps of a call to an employee: his devices, then his personal line (§4.4), then his mailbox.</summary>
internal static class PersonSteps
{
    /// <summary>Ring time before the mailbox when there is no personal line.</summary>
    public static readonly TimeSpan BeforeMailbox = TimeSpan.FromSeconds(25);

    public static ImmutableArray<PlanStep> Of(CallCase call, NumberOwner owner, Employee employee, RingTarget target)
    {
        if (call.Request is { PsapCallback: true, Source: CallSource.FromMobileNetwork })
        {
            call.Log.Add("route", employee.Mobile.Value, "NUM-8", "direct",
                $"Numer alarmowy oddzwania: {employee.Name} dzwoni bez przekierowań.", $"An emergency centre calls back: {employee.Name} rings, nothing is forwarded.");
            return RingSteps.Only(target with { DoNotDisturb = false });
        }

        if (call.Request.SentOn)
            return RingSteps.Only(target);
        var services = owner.Company.ServicesOn(call.Day).Without(employee.ServicesOff);
        if (employee.Forwards?.Always is { } always && new ForwardSteps(call, owner.Company, employee).Always(always) is { } elsewhere)
            return elsewhere;
        var second = employee.PersonalLine is { Enabled: true } line && services.Contains(ServiceKind.PersonalLine)
            ? Second(call, owner.Company, employee, line, services)
            : null;
        var mailbox = employee.VoicemailEnabled && (second is null || employee.PersonalLine is { Then: PersonalLineThen.Voicemail });
        // FWD-1: a personal line goes before the conditional forwards.
        var forwarded = second is null && employee.Forwards is { } forwards ? new ForwardSteps(call, owner.Company, employee).Conditional(target, forwards) : null;
        Note(call, employee, target, mailbox);
        var last = mailbox ? (PlanStep)new PlanStep.Voicemail(MailboxId.OfEmployee(owner.Company.Id, employee.Id)) : new PlanStep.Reject(null);
        if (second is not null && employee.PersonalLine is { } rules)
            return WithSecond(target, second, rules, last, mailbox);
        if (forwarded is { } steps)
            return steps;
        return mailbox ? [new PlanStep.Ring(target, BeforeMailbox, [new(OutcomeSet.Any, 1)], false), last] : RingSteps.Only(target);
    }

    private static void Note(CallCase call, Employee employee, RingTarget target, bool mailbox)
    {
        if (employee.DoNotDisturb)
        {
            call.Log.Add("route", employee.Mobile.Value, "§4.5", mailbox ? "busy, voicemail" : "busy",
                $"{employee.Name} ma włączone „nie przeszkadzać”: nie dzwoni, jak zajęty{(mailbox ? "; potem poczta głosowa" : "")}.",
                $"{employee.Name} is not to be disturbed: nothing rings, as if busy{(mailbox ? "; then voicemail" : "")}.");
            return;
        }

        call.Log.Add("route", employee.Mobile.Value, "§4.5", mailbox ? "ring, voicemail" : "ring",
            $"Dzwoni {employee.Name} ({Devices(target).Polish}){(mailbox ? "; potem poczta głosowa" : "")}.",
            $"{employee.Name} rings ({Devices(target).English}){(mailbox ? "; then voicemail" : "")}.");
    }

    private static ImmutableArray<PlanStep> WithSecond(RingTarget first, RingTarget second, PersonalLine line, PlanStep last, bool mailbox)
    {
        // Whatever is none of the four counts as not reachable: an unknown SIM, a refusal, no codec.
        var on = (line.On & OutcomeSet.Unreachable) != 0 ? line.On | OutcomeSet.Other : line.On;
        return
        [
            new PlanStep.Ring(first, line.FirstFor, [new(on, 1), new(OutcomeSet.Any & ~OutcomeSet.Declined, 2)], false),
            new PlanStep.Ring(second, line.SecondFor, mailbox ? [new(OutcomeSet.Any, 2)] : [], !mailbox),
            last,
        ];
    }

    /// <summary>The second number's target; null, with the reason noted, when the personal line cannot be followed.</summary>
    private static RingTarget? Second(CallCase call, CompanySnapshot company, Employee employee, PersonalLine line, ServiceSet services)
    {
        var second = line.Second;
        var target = OwnTarget.Within(call, company, second, employee.Mobile);
        var (rule, polish, english) = (call, target) switch
        {
            ({ MayDivert: false }, _) => ("LOOP-3", "połączenie było już przekierowane pięć razy", "the call has been diverted five times already"),
            (_, null) => ("S2", "nie należy do sieci firmowej", "it is not in the company's network"),
            _ when second == employee.Mobile => ("S7", "to ten sam numer", "it is the same number"),
            _ when call.Caller.Is(second) => ("PL-5", "to numer osoby dzwoniącej", "it is the caller's"),
            _ when call.HasVisited(second) => ("LOOP-4", "połączenie już tam było", "the call has been there"),
            _ when LegRules.Bars(Leg(call, company, employee, second, services)) is not null => ("BAR-4", "jego profil na to nie pozwala", "his profile does not allow it"),
            _ => ("§4.4", "", ""),
        };
        if (rule != "§4.4")
        {
            call.Log.Add("personal-line", second.Value, rule, "skipped", $"Linia osobista pominięta: {second} – {polish}.", $"Personal line left out: {second} – {english}.");
            return null;
        }

        call.Log.Add("personal-line", second.Value, rule, "second", $"Linia osobista: potem dzwoni {target?.Name ?? second.Value}.",
            $"Personal line: {target?.Name ?? second.Value} rings next.");
        return target;
    }

    // The owner of the personal line causes the second leg: his rules bind it (R10).
    private static LegCase Leg(CallCase call, CompanySnapshot company, Employee employee, PhoneNumber second, ServiceSet services) => new()
    {
        Directory = call.Directory,
        Accounts = call.Accounts,
        At = call.Request.At,
        Day = call.Day,
        Company = company,
        Called = new(second, NumberClass.OnNet),
        Services = services,
        Employee = employee,
    };

    private static Sentence Devices(RingTarget target) => target.Destinations switch
    {
        [Destination.ByTrunk] => new("telefon komórkowy", "mobile"),
        [Destination.ByTrunk, ..] => new("telefon komórkowy i softphone", "mobile and softphone"),
        _ => new("softphone", "softphone"),
    };
}
