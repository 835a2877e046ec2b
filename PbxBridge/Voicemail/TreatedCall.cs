using PbxBridge.Calls;
using PbxBridge.Media.Relay;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Voicemail;

/// <summary>A live call as treatments see it.</summary>
internal sealed class TreatedCall(Call call) : ITreatedCall
{
    public string Id => call.Origin.Id;

    public PhoneNumber? Caller => call.Origin.Talker is { } talker
        ? talker.IsPrivate ? null : talker.Number
        : call.Origin.Private ? null : call.Origin.Number;

    public string? Company => call.Plan.Company;

    public CancellationToken Gone => call.Gone;

    public Action<char>? KeyPressed
    {
        set => call.Conversation.KeyPressed = value;
    }

    public IMediaPort? Answer(string by) => call.AnswerHere(by);

    public Task MediaKnown => call.Caller.MediaKnown;

    public IMediaPort? OpenEarly() => call.OpenEarly();

    public void TreatmentEnded() => call.TreatmentEnded();
}
