using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Calls;

/// <summary>Who took the last call of a line and when its members' calls ended, for the lines whose order follows from that (§4.3). Begins anew with the program.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class LineTurns
{
    private readonly Dictionary<PhoneNumber, PhoneNumber> _last = [];
    private readonly Dictionary<(PhoneNumber Line, PhoneNumber Member), long> _ended = [];

    public PhoneNumber? LastAnswered(PhoneNumber line) => _last.TryGetValue(line, out var member) ? member : null;

    /// <summary>Milliseconds of the loop.</summary>
    public long? LastEnded(PhoneNumber line, PhoneNumber member) => _ended.TryGetValue((line, member), out var at) ? at : null;

    /// <summary>The leg was answered; gives the line whose turn it was, null when that does not matter.</summary>
    public PhoneNumber? Answered(CallPlan plan, CallLeg leg)
    {
        if (leg.Command.Diversion is not { Reason: DiversionReason.ServiceNumber, By: var line })
            return null;
        foreach (var step in plan.Steps)
        {
            if (step is PlanStep.RingLine { KeepsTurns: true } turns && turns.Line == line)
            {
                _last[line] = leg.Command.Target.Number;
                return line;
            }
        }
        return null;
    }

    public void Ended(PhoneNumber line, PhoneNumber member, long now) => _ended[(line, member)] = now;
}
