using PbxBridge.Media.Sdp;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls.Transfer;

/// <summary>A transfer to somebody with whom the transferrer talks already (RFC 5359 §2.5): the two far ends of his two dialogs are joined, first the one he consulted is
/// offered the other's media, then the other one his answer. A failure leaves both calls as they were.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class AttendedTransfer : ITransfer, IMediaChangeUser
{
    private readonly Switchboard _board;
    private readonly Transferrer _by;
    private readonly CallSide _talker;
    private readonly CallSide _consulting;
    private readonly CallSide _target;
    private readonly byte[] _offer;
    private MediaChange? _targetsChange;
    private MediaChange? _talkersChange;
    private bool _consultingIsGone;
    private bool _isOver;

    /// <param name="consulting">The transferrer's side of the call to the target.</param>
    public AttendedTransfer(Switchboard board, Transferrer by, CallSide talker, CallSide consulting, CallSide target)
    {
        (_board, _by, _talker, _consulting, _target) = (board, by, talker, consulting, target);
        // What each of his dialogs told the transferrer is how the far end described itself.
        _offer = HeldDescription.Released((by.Side.Session?.LastLocalSdp ?? default).Span);
    }

    private IEnumerable<Call> Calls => [_by.Call, _talker.Call, _consulting.Call, _target.Call];

    public void Begin()
    {
        foreach (var call in Calls)
        {
            call.Transfer = this;
            call.Conversation.IsFrozen = true;
        }
        TransferNotes.Begins(_by.Party, Party(_talker), _by.Call, Party(_target).Text, _target.Call.Origin.Id);
        if (SessionDescription.TryParse(_offer, out var offer, out _))
            (_targetsChange = Change(_target, _talker, () => _target.Media.Describe(offer, _offer))).Start();
        else
            Fail(488);
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
        if (side == _consulting)
        {
            _consultingIsGone = true;
            _consulting.Call.Conversation.Remove(_consulting);
            _consulting.Call.Ending.Leave(_consulting);
            return true;
        }
        TryEnd();
        _by.Fail(487, 16);
        if (side == _talker)
            GiveBackTarget();
        else
            GiveBackTalker();
        return false;
    }

    void ITransfer.CallEnded(Call call)
    {
        if (!TryEnd())
            return;
        _by.Fail(487, 16);
        if (call != _target.Call && call != _consulting.Call)
            GiveBackTarget();
        else
            GiveBackTalker();
    }

    void IMediaChangeUser.Changed(MediaChange change, SessionDescription answer, byte[] text)
    {
        if (change == _targetsChange)
        {
            if (_talker.Media.Port is { } port && _target.Media.Port is { } other)
                port.Join(other);
            (_talkersChange = Change(_talker, _target, () => _talker.Media.Describe(answer, text))).Start();
            return;
        }
        if (!TryEnd())
            return;
        Switchover.Complete(_by, _talker, _target.Call, _target);
        if (_consultingIsGone || _consulting.Session is not { } session)
            return;
        Departure.HangUp(_board.Loop, session);
        _consulting.Call.Ending.Leave(_consulting);
    }

    void IMediaChangeUser.Unchanged(MediaChange change, int status) => Fail(status is 408 or 481 or 503 ? 480 : status);

    private MediaChange Change(CallSide side, CallSide partner, Func<byte[]> offer) =>
        new(_board, side, offer, ConnectedParty.Of(_board, side, partner), this);

    private void Fail(int status)
    {
        if (!TryEnd())
            return;
        TransferNotes.Failed(_by, _by.Call, status);
        _by.Fail(status, 0);
        GiveBackTalker();
        GiveBackTarget();
    }

    private bool TryEnd()
    {
        if (_isOver)
            return false;
        _isOver = true;
        foreach (var call in Calls)
        {
            call.Transfer = null;
            call.Conversation.IsFrozen = false;
        }
        return true;
    }

    private void GiveBackTalker()
    {
        _talkersChange?.Undo();
        if (_by.IsGone)
            _talker.Call.Ending.HangUpLeft(16);
        else if (_talker.Media.Port is { } port && _by.Side.Media.Port is { } other)
            port.Join(other);
    }

    private void GiveBackTarget()
    {
        _targetsChange?.Undo();
        if (_consultingIsGone)
        {
            _target.Call.Ending.HangUpLeft(16);
            return;
        }
        if (_target.Media.Port is { } port && _consulting.Media.Port is { } other)
            port.Join(other);
    }

    private static CallParty Party(CallSide side) => side.Call.Seats.PartyOf(side) ?? throw new InvalidOperationException("The side does not sit in its call.");
}
