using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Hunting;

/// <summary>How a cause counts when the hunt decides where to go on (domain §4.2).</summary>
internal static class Outcome
{
    /// <summary>The outcomes that an <see cref="Onward"/> may name for this cause.</summary>
    public static OutcomeSet Of(CallCause cause) => cause switch
    {
        CallCause.NoAnswer or CallCause.SetupTimeout => OutcomeSet.NoAnswer,
        CallCause.Diverted => OutcomeSet.NoAnswer | OutcomeSet.Other, // D8: counts as not answered
        CallCause.Busy => OutcomeSet.Busy,
        CallCause.Declined => OutcomeSet.Declined,
        CallCause.Unreachable or CallCause.DestinationOutOfOrder or CallCause.Congestion or CallCause.Overload or CallCause.Internal
            or CallCause.NobodyToRing => OutcomeSet.Unreachable,
        _ => OutcomeSet.Other,
    };

    /// <summary>The cause that speaks for several legs of one person: the one that got furthest.</summary>
    public static CallCause Better(CallCause a, CallCause b) => Rank(a) <= Rank(b) ? a : b;

    /// <summary>The cause as the caller and the mailbox greeting are to know it.</summary>
    public static CallCause ForCaller(CallCause cause) => cause == CallCause.Diverted ? CallCause.NoAnswer : cause;

    /// <summary>True when asking the same member again within this call is of no use (D3): his number is refused, unknown, comes back, or is registered
    /// nowhere.</summary>
    public static bool IsFinalWithinCall(CallCause cause, bool atOnce) => cause switch
    {
        CallCause.Unallocated or CallCause.Incomplete or CallCause.Rejected or CallCause.NotAuthorised or CallCause.NotInService
            or CallCause.SystemBarred or CallCause.Loop => true,
        CallCause.Unreachable => atOnce,
        _ => false,
    };

    /// <summary>Where the plan goes on after this cause; <paramref name="end"/> when nowhere. Only forward: whatever a plan says, a hunt ends.</summary>
    public static int StepAfter(ImmutableArray<Onward> onward, CallCause cause, int current, int end)
    {
        foreach (var way in onward)
        {
            if ((way.On & Of(cause)) != 0 && way.Step > current)
                return way.Step;
        }

        return end;
    }

    /// <summary>Why the next target is rung, given how the one before ended (domain §3.3); null when there was none before.</summary>
    public static DiversionReason Diverts(CallCause? before) => before switch
    {
        null => DiversionReason.Unconditional,
        CallCause.Busy => DiversionReason.Busy,
        CallCause.Declined => DiversionReason.Declined,
        CallCause.NoAnswer or CallCause.SetupTimeout => DiversionReason.NoAnswer,
        _ => DiversionReason.Unreachable,
    };

    /// <summary>The number at which a step tries its luck; null for a step that rings nobody.</summary>
    public static PhoneNumber? IdentityOf(PlanStep step) => step switch
    {
        PlanStep.Ring ring => ring.Target.Number,
        PlanStep.RingLine line => line.Line,
        _ => null,
    };

    private static int Rank(CallCause cause) => cause switch
    {
        CallCause.NoAnswer or CallCause.Diverted => 0,
        CallCause.Busy => 1,
        CallCause.Declined => 2,
        _ => Of(cause) == OutcomeSet.Unreachable ? 3 : 4,
    };
}
