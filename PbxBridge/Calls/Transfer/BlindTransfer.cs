using PbxBridge.Media.Relay;
using PbxBridge.Media.Sdp;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls.Transfer;

/// <summary>A transfer to somebody who is called for it (RFC 5359 §2.4): the caller of a call that the transferrer causes and somebody else will talk on.
/// Until the answer the transferee hears ringback; a failure gives him back to the transferrer.</summary>
/// <remarks>Loop thread only. Three calls take part: the transferrer's, the transferee's (mostly the same one), and the new one.</remarks>
internal sealed class BlindTransfer : ICaller, ITransfer, IMediaChangeUser
{
    private readonly Switchboard _board;
    private readonly Transferrer _by;
    private readonly CallSide _talker;
    private readonly SessionDescription? _description;
    private readonly byte[] _descriptionText;
    private readonly Ringback _ringback;
    private readonly TaskCompletionSource _mediaKnown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Call? _call;
    private CallSide? _callee;
    private MediaChange? _change;
    private bool _told;
    private bool _isOver;

    /// <param name="talker">The transferee.</param>
    public BlindTransfer(Switchboard board, Transferrer by, CallSide talker)
    {
        (_board, _by, _talker) = (board, by, talker);
        // What we told the transferrer is how the transferee described himself.
        _descriptionText = HeldDescription.Released((by.Side.Session?.LastLocalSdp ?? default).Span);
        SessionDescription.TryParse(_descriptionText, out _description, out _);
        _ringback = new Ringback(board, talker.Media.Port);
    }

    public MediaDirection Direction => MediaDirection.SendRecv;

    public SessionDescription? Offer => _description;

    public bool IsPending { get; private set; } = true;

    public Task MediaKnown => _mediaKnown.Task;

    /// <summary>The transfer is on: from now on it hears of the calls that take part.</summary>
    /// <param name="call">The new one, which has this as its caller.</param>
    public void Begin(Call call)
    {
        _call = call;
        call.Conversation.IsFrozen = true;
        call.Transfer = _by.Call.Transfer = _talker.Call.Transfer = this;
    }

    public ReadOnlyMemory<byte> OfferTo(SideMedia callee) => _description is null ? callee.Answerer()?.Offer() : callee.Describe(_description, _descriptionText);

    public bool TellRinging()
    {
        if (_told)
            return false;
        _told = true;
        _by.Report(180);
        _ringback.Start();
        return true;
    }

    public void RingAgain()
    {
    }

    public void TellForwarded(IHeaderSource? history) => _by.Report(181);

    // He is on the line with somebody else, and his codec may be another one: he gets a tone of ours.
    public bool TryPass(LegBranch branch, SipMessage response) => false;

    // His dialog keeps the Session-ID with which it began.
    public void AnsweredBy(SipMessage response)
    {
    }

    public void AnsweredBy(ReadOnlySpan<byte> session)
    {
    }

    public bool TryAnswer(LegBranch branch, SipMessage response, FinalHeaders headers)
    {
        var text = branch.DescriptionIn(response).ToArray();
        if (!SessionDescription.TryParse(text, out var description, out _) || description.Audio is null || (branch.PickedUpWith is null && !branch.Side.Media.IsAnswered(description)))
            return false;
        if (_description is { } offered)
            description = description.Answering(offered);
        branch.Side.Session?.Acknowledge();
        if (branch is { HasUpdated: false, PickedUpWith: null })
            branch.Side.Media.Hear(PeerTerms.Of(description), text);
        _callee = branch.Side;
        if (_talker.Media.Port is { } port && branch.Side.Media.Port is { } other)
            port.Join(other);
        Change(() => _talker.Media.Describe(description, text), ConnectedParty.Of(_board, _talker, branch.Side));
        return true;
    }

    public IMediaPort? AnswerHere()
    {
        if (_talker.Media.Port is not { } port || _talker.Media.Answerer() is not { } answerer)
            return null;
        port.Leave();
        Change(() => answerer.Offer(), null);
        return port;
    }

    // Who is sent on does not hear why he cannot be; the one who sent him is told.
    public IMediaPort? OpenEarly() => null;

    public bool TryTakeAnswer(SipMessage prack) => true;

    public void OfferReceived(InviteSession session, SipMessage request) => session.RefuseUpdate(488);

    public void Refuse(int status, FinalHeaders headers)
    {
        if (TryEnd())
            GiveBack(status, headers.Q850);
    }

    public void Close()
    {
        _ringback.Dispose();
        _mediaKnown.TrySetResult();
    }

    bool ITransfer.SideEnded(CallSide side, SessionEnd why, SipMessage? bye)
    {
        if (_isOver)
            return false;
        if (side == _by.Side)
        {
            _by.HangsUp();
            return true;
        }
        TryEnd();
        if (side == _talker)
        {
            _by.Fail(487, 16);
            _call?.Ending.CallerLeft();
        }
        else
        {
            GiveBack(487, 16);
        }
        return false;
    }

    void ITransfer.CallEnded(Call call)
    {
        if (!TryEnd())
            return;
        if (call == _call)
        {
            GiveBack(480, 31);
            return;
        }
        _by.Fail(487, 16);
        _call?.Ending.CallerLeft();
    }

    void IMediaChangeUser.Changed(MediaChange change, SessionDescription answer, byte[] text)
    {
        if (_call is not { } call || !TryEnd())
            return;
        Switchover.Complete(_by, _talker, call, _callee);
        _mediaKnown.TrySetResult();
    }

    void IMediaChangeUser.Unchanged(MediaChange change, int status) => _call?.Ending.Fail();

    private void Change(Func<byte[]> offer, IHeaderSource? headers)
    {
        IsPending = false;
        _ringback.Dispose();
        _change = new MediaChange(_board, _talker, offer, headers, this);
        _change.Start();
    }

    private bool TryEnd()
    {
        if (_isOver)
            return false;
        _isOver = true;
        IsPending = false;
        _ringback.Dispose();
        _by.Call.Transfer = null;
        _talker.Call.Transfer = null;
        if (_call is { } call)
            call.Transfer = null;
        return true;
    }

    // The old call is as it was; without the transferrer there is none.
    private void GiveBack(int status, int q850)
    {
        TransferNotes.Failed(_by, _talker.Call, status);
        _by.Fail(status, q850);
        _change?.Undo();
        if (_by.IsGone)
            _talker.Call.Ending.HangUpLeft(q850);
        else if (_talker.Media.Port is { } port && _by.Side.Media.Port is { } other)
            port.Join(other);
    }
}
