using PbxBridge.Media.Relay;
using PbxBridge.Media.Sdp;
using PbxBridge.Media.Sounds;
using PbxBridge.Routing.Hunting;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;
using PbxBridge.Voicemail;

namespace PbxBridge.Calls;

/// <summary>A member of a line has answered and is asked to press 1, while the caller goes on hearing that it rings: a voicemail does not press keys (FAKE-1 d).</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class TakeQuestion : IDisposable
{
    private const char Takes = '1';

    private readonly CancellationTokenSource _over = new();
    private readonly Call _call;
    private readonly IMediaPort _port;

    private TakeQuestion(Switchboard board, Call call, CallLeg leg, CallSide side, IMediaPort port)
    {
        (_call, Leg, Side, _port) = (call, leg, side, port);
        port.KeyPressed = key => board.Loop.Post(() => Pressed(key));
    }

    public CallLeg Leg { get; }

    public CallSide Side { get; }

    /// <summary>Asks whoever answered whether he takes the call; where he cannot be asked, he does.</summary>
    public static void Ask(Switchboard board, Call call, CallLeg leg)
    {
        call.Question = Open(board, call, leg);
        if (call.Question is null)
            call.Raise(new HuntEvent.Replied(leg.Id, true));
    }

    /// <summary>The question that the call has open is over.</summary>
    /// <param name="leg">Only when it was asked there; null: wherever.</param>
    public static void End(Call call, LegId? leg = null)
    {
        if (call.Question is not { } question || (leg is { } asked && question.Leg.Id != asked))
            return;
        question.Dispose();
        call.Question = null;
    }

    // Takes the answer of the leg and asks. Null where nobody can be asked: the sound does not pass the bridge, or the caller has not said how he is to be heard.
    private static TakeQuestion? Open(Switchboard board, Call call, CallLeg leg)
    {
        if (call.Caller.Offer is null || leg.Winner is not { Answer: { } response, PickedUpWith: null } branch || branch.Side is not { Session: { } session, Media.Port: { } port } side)
            return null;
        var described = branch.DescriptionIn(response);
        if (!SessionDescription.TryParse(described, out var answer, out _) || answer.Audio is null || !side.Media.IsAnswered(answer))
            return null;
        session.Acknowledge();
        if (!branch.HasUpdated)
            side.Media.Hear(PeerTerms.Of(answer), described);
        var question = new TakeQuestion(board, call, leg, side, port);
        var company = call.Plan.Company is { } id ? board.Charges.Directory.Company(id) : null;
        _ = port.PlayAsync(Phrases.LeadIn + new Phrases(board.Prompts, Phrases.LanguageOf(company))[PromptId.TakeCall], question._over.Token);
        return question;
    }

    public void InfoReceived(InviteSession session, SipMessage request)
    {
        session.AnswerInfo(200);
        if (InfoKey.Of(request) is { } key)
            Pressed(key);
    }

    /// <summary>He has hung up.</summary>
    public void Ended() => Reply(false);

    public void Dispose()
    {
        _port.KeyPressed = null;
        _over.Cancel();
        _over.Dispose();
    }

    private void Pressed(char key) => Reply(key == Takes);

    private void Reply(bool takes)
    {
        if (_call.Question == this)
            _call.Raise(new HuntEvent.Replied(Leg.Id, takes));
    }
}
