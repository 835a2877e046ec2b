using PbxBridge.Calls;
using PbxBridge.Media.Relay;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Voicemail;

/// <summary>A live call as treatments see it.</summary>
internal sealed class TreatedCall(Call call) : ITreatedCall
{
    public string Id => call.Origin.Id;

    public PhoneNumber? Caller => IsPrivate(call.Plan) ? null : call.Origin.Number;

    public string? Company => call.Plan.Company;

    public CancellationToken Gone => call.Gone;

    public Action<char>? KeyPressed
    {
        set => call.KeyPressed = value;
    }

    public IMediaPort? Answer() => call.AnswerHere(CallJournal.VoicemailAnswer);

    public IMediaPort? OpenEarly() => call.OpenEarly();

    public void TreatmentEnded() => call.TreatmentEnded();

    // The message tells no more of the caller than a ringing phone would.
    private static bool IsPrivate(CallPlan plan)
    {
        foreach (var step in plan.Steps)
        {
            switch (step)
            {
                case PlanStep.Ring ring:
                    return ring.Target.Caller.Private;
                case PlanStep.RingLine { Members: [var first, ..] }:
                    return first.Caller.Private;
            }
        }
        return false;
    }
}
