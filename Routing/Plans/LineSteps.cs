using System.Collections.Immutable;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Plans;

/// <summary>The steps of a call to a company line: its members one by one, then its overflow (§4.3, D3).</summary>
internal static class LineSteps
{
    private const int MaxSetups = 3;
    private static readonly TimeSpan OverflowFor = TimeSpan.FromSeconds(20);

    public static ImmutableArray<PlanStep> Of(CallCase call, CompanySnapshot company, CompanyLine line)
    {
        if (!company.ServicesOn(call.Day).Contains(ServiceKind.CompanyLine))
        {
            call.Log.Add("line", line.Number.Value, "L12", "off", $"Firma {company.Name} nie ma usługi Linia firmowa.", $"{company.Name} does not have the service company line.");
            return RingSteps.Refuse(call.Caller, "A04", CallCause.Unallocated);
        }

        if (!line.Enabled)
        {
            call.Log.Add("line", line.Number.Value, "L12", "off", $"Linia firmowa {line.Name} jest wyłączona.", $"The company line {line.Name} is switched off.");
            return RingSteps.Refuse(call.Caller, "A04", CallCause.Unallocated);
        }

        if (call.IsCrowded(line.Number, MaxSetups))
        {
            call.Log.Add("loop", line.Number.Value, "LOOP-5", "Loop",
                "Ten sam numer już trzykrotnie dzwoni na tę linię: pętla.", "The same caller is already calling this line three times: a loop.");
            return [new PlanStep.Reject(CallCause.Loop)];
        }

        if (!call.MayDivert)
        {
            call.Log.Add("loop", line.Number.Value, "LOOP-3", "NobodyToRing",
                "Połączenie było już przekierowane pięć razy: linia nie szuka dalej.", "The call has been diverted five times already: the line does not hunt.");
            return [new PlanStep.Reject(CallCause.NobodyToRing)];
        }

        var steps = ImmutableArray.CreateBuilder<PlanStep>(2);
        List<PhoneNumber> seen = [];
        for (var next = line; next is not null;)
        {
            seen.Add(next.Number);
            steps.Add(Hunt(call, company, next));
            next = Overflow(call, company, next, seen, steps);
        }

        return steps.ToImmutable();
    }

    private static PlanStep.RingLine Hunt(CallCase call, CompanySnapshot company, CompanyLine line)
    {
        var members = new List<RingTarget>(line.Members.Length);
        foreach (var member in LineTurn.Of(line, call.Presence))
        {
            var owner = company.OwnerOf(member);
            if (Skipped(call, owner, member) is { } why)
            {
                call.Log.Add("member", member.Value, why.Rule, "skipped", $"{member} pominięty: {why.Reason.Polish}.", $"{member} left out: {why.Reason.English}.");
            }
            else if (owner is { } holder && OwnTarget.Of(call, holder, member) is { } target)
            {
                var own = RingFor(line, member);
                members.Add(Named(line, own > TimeSpan.Zero ? target with { RingFor = own } : target));
            }
        }

        // The generator goes on from the call's seed: the first order from it, the later rounds from what it gives next.
        var chance = new SplitMix64(call.Request.Seed);
        var shuffle = line.Order == LineOrder.Random;
        if (shuffle)
            chance.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(members));
        var order = Order(members, company);
        var how = How(line.Order);
        call.Log.Add("line", line.Number.Value, "D17", order,
            $"Linia firmowa {line.Name}: kolejno {order}{how.Polish}.",
            $"Company line {line.Name}: in turn {order}{how.English}.");
        if (members.Count > 0)
            CallerNotes.Shown(call, members[0]);
        return new(line.Number, [.. members], shuffle, chance.Next(), line.RingFor, line.Total) { Rounds = line.Rounds ?? 0, AsksToTake = line.ConfirmAnswer, KeepsTurns = line.Order is LineOrder.RoundRobin or LineOrder.LongestIdle };
    }

    private static (string Polish, string English) How(LineOrder order) => order switch
    {
        LineOrder.Random => (" (kolejność losowa)", " (random order)"),
        LineOrder.RoundRobin => (" (od następnego po tym, kto odebrał ostatnio)", " (from the one after whoever answered last)"),
        LineOrder.LongestIdle => (" (najpierw kto najdłużej nie rozmawiał)", " (who has talked least recently is first)"),
        _ => ("", ""),
    };

    private static RingTarget Named(CompanyLine line, RingTarget target) =>
        line.NamePrefix is null ? target : target with { Caller = target.Caller with { Prefix = line.NamePrefix } };

    private static TimeSpan RingFor(CompanyLine line, PhoneNumber member)
    {
        foreach (var own in line.RingTimes)
        {
            if (own.Member == member)
                return own.RingFor;
        }

        return TimeSpan.Zero;
    }

    // Who is in a call is known when it is his turn (HUNT-2).
    private static (string Rule, Sentence Reason)? Skipped(CallCase call, NumberOwner? owner, PhoneNumber member)
    {
        if (owner is not { Employee: not null } and not { Range: not null })
            return ("LIM-1", new("nie należy do sieci firmowej", "not in the company's network"));
        if (call.Caller.Is(member))
            return ("§4.3", new("to osoba dzwoniąca", "is the caller"));
        return call.HasVisited(member) ? ("LOOP-4", new("połączenie już tam było", "the call has been there")) : null;
    }

    /// <summary>Adds what follows the line; another line is given back, to be added in its turn.</summary>
    private static CompanyLine? Overflow(
        CallCase call, CompanySnapshot company, CompanyLine line, List<PhoneNumber> seen, ImmutableArray<PlanStep>.Builder steps)
    {
        switch (line.Overflow)
        {
            case LineOverflow.ToVoicemail:
                Note("voicemail", "poczta głosowa linii", "the line's voicemail");
                steps.Add(new PlanStep.Voicemail(MailboxId.OfLine(company.Id, line.Number)));
                return null;
            case LineOverflow.ToNumber to when Person(to.Number) is { } target:
                Note(to.Number.Value, target.Name ?? to.Number.Value, target.Name ?? to.Number.Value);
                steps.Add(new PlanStep.Ring(Named(line, target), OverflowFor, [], true));
                return null;
            case LineOverflow.ToLine to when company.LineWith(to.Line) is { Enabled: true } other && !seen.Contains(to.Line) && !call.HasVisited(to.Line):
                Note(to.Line.Value, $"Linia firmowa {other.Name}", $"the company line {other.Name}");
                return other;
            case LineOverflow.ToAnnouncement:
                Note("announcement", "zapowiedź i rozłączenie", "an announcement and release");
                steps.AddRange(RingSteps.Refuse(call.Caller with { Kind = CallerKind.Employee }, "A02", CallCause.Busy));
                return null;
            default:
                call.Log.Add("overflow", line.Number.Value, "LOOP-4", "none",
                    "Przepełnienie linii nie może być wykonane: numer spoza sieci, zablokowany profilem linii albo pętla.", "The line's overflow cannot be followed: outside the network, barred by the line's profile, or a loop.");
                steps.Add(new PlanStep.Reject(null));
                return null;
        }

        RingTarget? Person(PhoneNumber number) =>
            call.Caller.Is(number) || call.HasVisited(number) || LegRules.Bars(Leg(call, company, line, number)) is not null
                ? null
                : OwnTarget.Within(call, company, number, line.Number);

        void Note(string outcome, string polish, string english) =>
            call.Log.Add("overflow", line.Number.Value, "D3", outcome, $"Gdy nikt nie odbierze: {polish}.", $"When nobody answers: {english}.");
    }

    // The line causes its overflow: its own profile binds it (HUNT-9).
    private static LegCase Leg(CallCase call, CompanySnapshot company, CompanyLine line, PhoneNumber number) => new()
    {
        Directory = call.Directory,
        Accounts = call.Accounts,
        At = call.Request.At,
        Day = call.Day,
        Company = company,
        Called = new(number, NumberClass.OnNet),
        Services = company.ServicesOn(call.Day),
        Line = line,
    };

    private static string Order(List<RingTarget> members, CompanySnapshot company) =>
        members.Count == 0 ? "–" : string.Join(", ", members.Select(m => company.Plan.ExtensionOf(m.Number) ?? m.Number.Value));
}
