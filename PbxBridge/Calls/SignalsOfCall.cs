using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Calls;

/// <summary>What the record says of a call's signalling, when the call is over.</summary>
/// <remarks>Loop thread only. Makes no text of what it has as octets.</remarks>
internal static class SignalsOfCall
{
    public static CallSignals Of(Call call)
    {
        var (origin, plan) = (call.Origin, call.Plan);
        var leg = LegOf(call);
        var media = (call.Conversation.Caller ?? call.Conversation.Callee)?.Media;
        return new CallSignals
        {
            CallIdIn = origin.CallId,
            CallIdOut = leg?.CallId,
            SessionId = call.Marks.SessionId,
            Icid = call.Marks.Icid,
            Codec = media?.Codec,
            IsAnchored = media?.Codec is null ? null : media.Port is not null,
            IsWithheld = origin.Private,
            Diversion = DiversionOf(origin, leg),
            Denial = plan.Denial?.Code,
            Line = LineOf(plan, leg?.Command.Target.Diverting),
        };
    }

    /// <summary>Of a call that was refused before anything was done for it.</summary>
    public static CallSignals Of(CallOrigin origin, CallPlan plan) => new()
    {
        CallIdIn = origin.CallId,
        SessionId = origin.Marks.SessionId,
        Icid = origin.Marks.Icid,
        IsWithheld = origin.Private,
        Diversion = origin.Diversion,
        Denial = plan.Denial?.Code,
        Line = LineOf(plan, null),
    };

    private static CallLeg? LegOf(Call call)
    {
        foreach (var leg in call.Legs.All)
        {
            if (leg.Winner is not null)
                return leg;
        }
        return call.Legs.All.Count > 0 ? call.Legs.All[^1] : null;
    }

    // Our own sending on comes after what was done before the call came here.
    private static CallDiversion? DiversionOf(CallOrigin origin, CallLeg? leg) => leg?.Command.Diversion is { } own
        ? new CallDiversion(own.By.Value, DiversionReasons.Text(own.Reason), (origin.Diversion?.Count ?? 0) + 1)
        : origin.Diversion;

    private static string? LineOf(CallPlan plan, PhoneNumber? diverting)
    {
        string? first = null;
        foreach (var step in plan.Steps)
        {
            if (step is not PlanStep.RingLine line)
                continue;
            if (line.Line == diverting)
                return line.Line.Value;
            first ??= line.Line.Value;
        }
        return first;
    }
}
