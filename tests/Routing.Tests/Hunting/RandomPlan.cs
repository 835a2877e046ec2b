using System.Collections.Immutable;
using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Tests.Hunting;

/// <summary>A plan of one to four random steps, sound or not: ways back, empty lines and people without devices included.</summary>
internal static class RandomPlan
{
    public static CallPlan From(ref SplitMix64 chance)
    {
        var steps = ImmutableArray.CreateBuilder<PlanStep>();
        var count = 1 + chance.Below(4);
        for (var i = 0; i < count; i++)
            steps.Add(Step(ref chance));
        return new CallPlan("c", null, NumberClass.OnNet, steps.ToImmutable(), []);
    }

    private static PlanStep Step(ref SplitMix64 chance) => chance.Below(8) switch
    {
        0 => new PlanStep.Voicemail(MailboxId.OfLine("c", HuntDriver.Number(1))),
        1 => new PlanStep.Announce(new("A04"), CallCause.Unallocated),
        2 => new PlanStep.Reject(chance.Below(2) == 0 ? null : CallCause.Busy),
        3 or 4 => new PlanStep.Ring(Person(ref chance, 0), TimeSpan.FromSeconds(20), Ways(ref chance), chance.Below(2) == 0),
        _ => Line(ref chance),
    };

    private static PlanStep.RingLine Line(ref SplitMix64 chance)
    {
        var members = ImmutableArray.CreateBuilder<RingTarget>();
        var count = chance.Below(6);
        for (var i = 0; i < count; i++)
            members.Add(Person(ref chance, i));
        return new(HuntDriver.Line, members.ToImmutable(), chance.Below(2) == 0, chance.Next(), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(120))
        {
            Diverting = chance.Below(8) == 0 ? HuntDriver.Number(9) : null,
            Rounds = chance.Below(4),
            AsksToTake = chance.Below(3) == 0,
        };
    }

    private static RingTarget Person(ref SplitMix64 chance, int member)
    {
        var destinations = ImmutableArray.CreateBuilder<Destination>();
        var count = chance.Below(16) == 0 ? 0 : 1 + chance.Below(3);
        for (var i = 0; i < count; i++)
            destinations.Add(i == 0 ? new Destination.ByTrunk("mobile", HuntDriver.Number(member)) : new Destination.ByRegistration("c", "u"));
        return new RingTarget(HuntDriver.Number(member), null, destinations.ToImmutable(), HuntDriver.Customer, chance.Below(2) == 0 ? HuntDriver.Line : null)
        {
            DoNotDisturb = chance.Below(6) == 0,
            RingFor = TimeSpan.FromSeconds(5 * chance.Below(3)),
        };
    }

    private static ImmutableArray<Onward> Ways(ref SplitMix64 chance)
    {
        var ways = ImmutableArray.CreateBuilder<Onward>();
        for (var i = chance.Below(4); i > 0; i--)
            ways.Add(new Onward((OutcomeSet)chance.Below(32), chance.Below(5)));
        return ways.ToImmutable();
    }
}
