using PbxBridge.Media.Sdp;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls.Transfer;

/// <summary>Offers one side of an answered call the media of somebody else, by re-INVITE. Waits while the side has an offer of its own under way, and tries again after a
/// collision (RFC 3261 §14.1). Ends exactly once, unless it is undone before.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class MediaChange : IOwnOffer, ITimerOwner
{
    private const long Between = 250;

    // A peer that is busy with an offer for longer than this is given up.
    private const long Patience = 15_000;

    private readonly Switchboard _board;
    private readonly CallSide _side;
    private readonly Func<byte[]> _offer;
    private readonly IHeaderSource? _headers;
    private readonly IMediaChangeUser _user;
    private readonly LoopTimer _timer;
    private readonly long _deadline;
    private ReadOnlyMemory<byte> _before;
    private bool _isOut;
    private bool _isOver;

    /// <param name="offer">Writes the offer; asked again when it is repeated.</param>
    /// <param name="headers">In addition on the re-INVITE, or null.</param>
    public MediaChange(Switchboard board, CallSide side, Func<byte[]> offer, IHeaderSource? headers, IMediaChangeUser user)
    {
        (_board, _side, _offer, _headers, _user) = (board, side, offer, headers, user);
        _timer = new LoopTimer(this);
        _deadline = board.Loop.Now + Patience;
    }

    public CallSide Side => _side;

    public void Start()
    {
        if (_isOver)
            return;
        if (_side.Session is not { IsOver: false } session)
        {
            Fail(481);
            return;
        }
        if (session.IsNegotiating)
        {
            Wait(Between);
            return;
        }
        _before = session.LastLocalSdp.ToArray();
        _side.OwnOffer = this;
        _isOut = true;
        session.Reinvite(_offer(), _headers);
    }

    /// <summary>Nobody wants it any more: the side is offered what it had, at once or as soon as it has answered.</summary>
    public void Undo()
    {
        var wasTaken = _isOver && !_before.IsEmpty;
        _isOver = true;
        _board.Loop.Timers.Cancel(_timer);
        if (wasTaken && !_isOut)
            Restore();
    }

    void IOwnOffer.Answered(SipMessage response)
    {
        (_side.OwnOffer, _isOut) = (null, false);
        _side.Session?.Acknowledge();
        var isDescribed = SessionDescription.TryParse(response.Sdp, out var answer, out _) && answer.Audio is not null && _side.Media.IsAnswered(answer);
        if (isDescribed && answer is not null)
            _side.Media.Hear(PeerTerms.Of(answer), response.Sdp);
        if (_isOver)
        {
            Restore();
            return;
        }
        if (!isDescribed || answer is null)
        {
            Fail(488);
            return;
        }
        _isOver = true;
        _user.Changed(this, answer, response.Sdp.ToArray());
    }

    void IOwnOffer.Refused(int status)
    {
        (_side.OwnOffer, _isOut) = (null, false);
        _before = default;
        if (_isOver)
            return;
        if (status == 491)
        {
            // Whoever made the Call-ID waits longer, so that they do not meet again.
            var wait = (long)(_board.Random.Next() % 191) * 10;
            Wait(_side.Session is { Dialog.IsCaller: true } ? 2_100 + wait : wait);
        }
        else
        {
            Fail(status);
        }
    }

    void ITimerOwner.TimerFired(LoopTimer timer) => Start();

    private void Wait(long delay)
    {
        if (_board.Loop.Now + delay > _deadline)
            Fail(491);
        else
            _board.Loop.Timers.Arm(_timer, delay);
    }

    private void Restore()
    {
        if (SessionDescription.TryParse(_before.Span, out var had, out _))
            new MediaChange(_board, _side, () => _side.Media.Describe(had, _before.Span), null, Nobody.Instance).Start();
    }

    private void Fail(int status)
    {
        _isOver = true;
        _user.Unchanged(this, status);
    }
}

/// <summary>Waits for nothing: the side gets back what it had, or keeps what it has.</summary>
internal sealed class Nobody : IMediaChangeUser
{
    public static readonly Nobody Instance = new();

    public void Changed(MediaChange change, SessionDescription answer, byte[] text)
    {
    }

    public void Unchanged(MediaChange change, int status)
    {
    }
}

/// <summary>Who waits for a <see cref="MediaChange"/>.</summary>
internal interface IMediaChangeUser
{
    /// <summary>The side took the offer; where its sound goes is set already.</summary>
    void Changed(MediaChange change, SessionDescription answer, byte[] text);

    /// <summary>The side keeps the media that it had, or is gone.</summary>
    void Unchanged(MediaChange change, int status);
}
