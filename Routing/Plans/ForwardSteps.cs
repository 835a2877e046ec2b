using System.Collections.Immutable;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>Where the calls of an employee go by the forwards that he has set (§4.5). Inside his network that costs him nothing; outside it is a call of his own, barred and charged as one (BAR-4).</summary>
/// <remarks>One level: what the target has set himself is not followed (PL-5). After a target inside the network comes the mailbox of the one who was called, as after a second number;
/// a target outside, and a company line, have the last word.</remarks>
internal sealed class ForwardSteps(CallCase call, CompanySnapshot company, Employee employee)
{
    private readonly bool _mailbox = employee.VoicemailEnabled;

    /// <summary>The employee is not rung; null, with the reason noted: it cannot be followed.</summary>
    public ImmutableArray<PlanStep>? Always(PhoneNumber to) =>
        WayTo(to, "always") is not { } way ? null
        : way.MayFail && _mailbox ? [.. Steps(way, 1), Mailbox]
        : Steps(way, 1);

    /// <summary>The employee rings first; null, with the reasons noted: none of them can be followed.</summary>
    public ImmutableArray<PlanStep>? Conditional(RingTarget first, Forwards forwards)
    {
        var ways = new Dictionary<PhoneNumber, (Way? Way, int Step)>();
        var onward = ImmutableArray.CreateBuilder<Onward>(4);
        var end = 1;
        foreach (var (name, on, to) in forwards.Set().Where(set => set.On != OutcomeSet.Any))
        {
            if (!ways.TryGetValue(to, out var known))
            {
                ways[to] = known = (WayTo(to, name), end);
                end += known.Way?.Length ?? 0;
            }

            if (known.Way is not null)
                onward.Add(new(on, known.Step));
        }

        if (onward.Count == 0)
            return null;
        if (_mailbox)
            onward.Add(new(OutcomeSet.Any, end));
        var ringFor = forwards.NoAnswer is not null ? forwards.RingFor : _mailbox ? PersonSteps.BeforeMailbox : RingSteps.AsLongAsItTakes;
        var steps = ImmutableArray.CreateBuilder<PlanStep>(end + 1);
        steps.Add(new PlanStep.Ring(first, ringFor, onward.DrainToImmutable(), false));
        foreach (var (way, _) in ways.Values.OrderBy(known => known.Step))
        {
            if (way is not null)
                steps.AddRange(Steps(way, end));
        }

        if (_mailbox)
            steps.Add(Mailbox);
        return steps.DrainToImmutable();
    }

    private PlanStep Mailbox => new PlanStep.Voicemail(MailboxId.OfEmployee(company.Id, employee.Id));

    private ImmutableArray<PlanStep> Steps(Way way, int mailbox) =>
        way.Target is not { } target ? way.Line
        : way.MayFail && _mailbox ? [new PlanStep.Ring(target, PersonSteps.BeforeMailbox, [new(OutcomeSet.Any, mailbox)], false)]
        : RingSteps.Only(target);

    private Way? WayTo(PhoneNumber to, string when)
    {
        var owner = call.Directory.OwnerOf(to);
        var (rule, polish, english) = call switch
        {
            { MayDivert: false } => ("LOOP-3", "połączenie było już przekierowane pięć razy", "the call has been diverted five times already"),
            _ when to == employee.Mobile => ("S7", "to ten sam numer", "it is the same number"),
            _ when call.Caller.Is(to) => ("PL-5", "to numer osoby dzwoniącej", "it is the caller's"),
            _ when call.HasVisited(to) => ("LOOP-4", "połączenie już tam było", "the call has been there"),
            _ when owner is { Line: not null } other && other.Company != company => ("§4.5", "to Linia firmowa innej firmy", "it is a company line of another company"),
            _ when owner is { } off && Refusals.NotInService(call, off) is not null => ("P4", "numer jest wyłączony z usługi", "the number is not in service"),
            _ => ("", "", ""),
        };
        if (rule.Length > 0)
            return LeftOut(to, when, rule, polish, english);
        var way = owner is { } own && own.Company == company && own is not { Employee: null, Line: null, Range: null } ? Inside(to, own) : Outside(to, owner);
        if (way is null)
            return LeftOut(to, when, "BAR-4", "jego reguły na to nie pozwalają", "his rules do not allow it");
        var name = way.Target?.Name ?? to.Value;
        call.Log.Add("forward", to.Value, "§4.5", when, $"Przekierowanie ({When(when).Polish}): {name}.", $"Forward ({When(when).English}): {name}.");
        return way;
    }

    private Way? Inside(PhoneNumber to, NumberOwner owner)
    {
        var leg = new LegCase
        {
            Directory = call.Directory,
            Accounts = call.Accounts,
            At = call.Request.At,
            Day = call.Day,
            Company = company,
            Called = new(to, NumberClass.OnNet),
            Services = company.ServicesOn(call.Day).Without(employee.ServicesOff),
            Employee = employee,
        };
        if (LegRules.Bars(leg) is not null)
            return null;
        if (owner.Line is { } line)
            return ToLine(line);
        return OwnTarget.Of(call, owner, to, employee.Mobile) is { } target
            ? new(CallerNotes.Shown(call, target with { IsForward = true, Quote = new() { Payer = new(PayerKind.Employee, company.Id, employee.Mobile, Employee: employee.Id) } }), true)
            : null;
    }

    // He is a member perhaps: the call has been at him.
    private Way? ToLine(CompanyLine line)
    {
        var steps = LineSteps.Of(call, company, line);
        if (steps is not [PlanStep.RingLine, ..])
            return null;
        return new(null, false)
        {
            Line = [.. steps.Select((step, i) => step is not PlanStep.RingLine hunt ? step : hunt with
            {
                Diverting = i == 0 ? employee.Mobile : hunt.Diverting,
                Members = hunt.Members.RemoveAll(member => member.Number == employee.Mobile),
            })],
        };
    }

    // Emergency and harmonised numbers are called by people, not by forwards.
    private Way? Outside(PhoneNumber to, NumberOwner? owner)
    {
        var judged = Barring.Judge(call.Directory, new Causer.OfEmployee(company.Id, employee.Mobile), to.Value, call.Request.At, call.Accounts);
        call.Log.Add(judged is null ? [] : judged.Decisions.AsSpan());
        if (judged is not { IsAllowed: true, Class: not (NumberClass.Emergency or NumberClass.Harmonised) })
            return null;
        var target = owner is { } own && OwnTarget.Of(call, own, to, employee.Mobile) is { } theirs ? theirs : OutsideSteps.Target(call, to, employee.Mobile);
        return new(CallerNotes.Shown(call, target with { IsForward = true, Quote = judged.Quote }), false);
    }

    private Way? LeftOut(PhoneNumber to, string when, string rule, string polish, string english)
    {
        call.Log.Add("forward", to.Value, rule, "skipped", $"Przekierowanie ({When(when).Polish}) pominięte: {to} – {polish}.", $"Forward ({When(when).English}) left out: {to} – {english}.");
        return null;
    }

    private static Sentence When(string name) => name switch
    {
        "always" => new("wszystkie połączenia", "all calls"),
        "busy" => new("przy zajętości", "on busy"),
        "noAnswer" => new("gdy nie odbiera", "on no answer"),
        _ => new("gdy niedostępny", "when not reachable"),
    };

    /// <param name="Target">Null: a company line.</param>
    /// <param name="MayFail">The mailbox of the one who was called comes after it, if he has one.</param>
    private sealed record Way(RingTarget? Target, bool MayFail)
    {
        public ImmutableArray<PlanStep> Line { get; init; } = [];

        public int Length => Target is null ? Line.Length : 1;
    }
}
