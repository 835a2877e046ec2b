using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>A call to us until its final response (RFC 3261 §13.3); afterwards <see cref="Session"/> lives on alone.</summary>
/// <remarks>Loop thread only.</remarks>
public sealed class InviteUas : ITimerOwner
{
    private readonly UserAgentCore _core;
    private readonly ServerTransaction _transaction;
    private LoopTimer? _expiry;
    private readonly ReliableProvisionals? _reliable;
    private readonly bool _peerSupportsTimer;
    private readonly SessionTimer _timer;
    private readonly bool _hasOffer;
    private readonly uint _sequence;
    private Action? _ringAfterPrack;
    private Action? _acceptAfterPrack;

    internal InviteUas(UserAgentCore core, ServerTransaction transaction, SipMessage invite)
    {
        _core = core;
        _transaction = transaction;
        _transaction.Owner = this;
        _peerSupportsTimer = invite.ContainsToken(HeaderId.Supported, "timer"u8);
        _timer = SessionTimer.ForRequest(invite, _peerSupportsTimer);
        _sequence = invite.CSeqNumber;
        _hasOffer = !invite.Sdp.IsEmpty;
        if (invite.ContainsToken(HeaderId.Require, "100rel"u8))
            _reliable = new ReliableProvisionals(this, core, transaction);
        From = transaction.From;

        // §13.3.1: after its Expires the INVITE gets 487.
        if (SessionTimer.Seconds(invite[HeaderId.Expires]) is > 0 and < 3600 and var seconds)
            core.Loop.Timers.Arm(_expiry = new LoopTimer(this), seconds * 1000L);
    }

    /// <summary>Must be set before the turn in which the INVITE came ends.</summary>
    public IInviteUasUser? User { get; set; }

    /// <summary>Where the INVITE came from.</summary>
    public Transport.Flow From { get; }

    /// <summary>The dialog; made with the first response that has a tag of ours. Null before and after a refusal.</summary>
    public InviteSession? Session { get; private set; }

    /// <summary>True until the final response.</summary>
    public bool IsPending => !_transaction.HasFinalResponse;

    /// <summary>The INVITE; null after the final response.</summary>
    public SipMessage? Invite => _transaction.Request;

    /// <summary>100: says that we are at it, so that the caller stops repeating.</summary>
    public void Trying()
    {
        if (IsPending)
            _transaction.Respond(100);
    }

    /// <summary>Makes the dialog; must come before the first provisional response that is to have one, and before <see cref="Accept"/>.</summary>
    /// <param name="symmetric">The peer sits behind NAT: requests go where its messages come from.</param>
    public InviteSession Open(ISessionUser user, bool symmetric)
    {
        if (Session is null && Invite is { } invite)
        {
            var dialog = DialogState.ForUas(invite, _transaction.LocalTag, From, symmetric);
            _core.Router.SetFlow(dialog, From);
            Session = new InviteSession(_core, dialog, user) { Uas = this };
            _core.Register(dialog.LocalTag, Session);
        }
        return Session ?? throw new InvalidOperationException("The INVITE has its final response already.");
    }

    /// <summary>A provisional response, 180 to 199. While a reliable one waits for its PRACK the next is held back; of several the last is sent.</summary>
    public void Ring(int status, ReadOnlySpan<byte> sdp = default, IHeaderSource? headers = null)
    {
        if (!IsPending)
            return;
        if (_reliable is { IsWaiting: true })
        {
            var copy = sdp.ToArray();
            _ringAfterPrack = () => Ring(status, copy, headers);
            return;
        }
        var writer = Begin(status, default, headers);
        _reliable?.WriteHeaders(writer);
        writer.Header(HeaderId.Allow, UserAgentCore.Allow);
        writer.FinishWith(sdp);
        var response = writer.ToArray();
        _transaction.Send(response, status);
        _reliable?.Sent(response);
    }

    /// <summary>200 with the answer, or with the offer when the INVITE had none. Repeated until the ACK comes.</summary>
    public void Accept(ReadOnlyMemory<byte> sdp, IHeaderSource? headers = null)
    {
        if (!IsPending || Session is not { } session)
            return;
        if (_reliable is { IsWaiting: true })
        {
            // RFC 3262 §3: no 2xx before the PRACK of a provisional response that had a description.
            _acceptAfterPrack = () => Accept(sdp, headers);
            return;
        }
        StopExpiry();
        var writer = Begin(200, default, headers);
        writer.Header(HeaderId.Allow, UserAgentCore.Allow);
        writer.Header(HeaderId.Supported, UserAgentCore.Supported);
        _timer.WriteResponse(writer, _peerSupportsTimer);
        writer.FinishWith(sdp.Span);
        var response = writer.ToArray();
        _transaction.Send(response, 200);
        session.AcceptedWith(_transaction, response, _sequence, hasOffer: !_hasOffer, _timer, sdp);
    }

    /// <summary>A final failure, 300 to 699.</summary>
    public void Reject(int status, ReadOnlySpan<byte> phrase = default, IHeaderSource? headers = null)
    {
        if (!IsPending)
            return;
        var writer = _transaction.Begin(status, phrase);
        writer.Header(HeaderId.Server, _core.Product);
        headers?.WriteHeaders(writer);
        writer.Finish();
        _transaction.Send(writer, status);
        Close();
    }

    /// <summary>Gives no answer at all: the source is to learn nothing.</summary>
    public void Abandon()
    {
        _transaction.Abandon();
        Close();
    }

    internal void Cancel(SipMessage? cancel)
    {
        if (!IsPending)
            return;
        Reject(487);
        User?.Cancelled(this, cancel);
    }

    internal void PrackReceived(ServerTransaction transaction, SipMessage prack)
    {
        if (_reliable is null || !_reliable.Acknowledged(prack))
        {
            transaction.Respond(481);
            return;
        }
        transaction.Respond(200);
        var next = _acceptAfterPrack ?? _ringAfterPrack;
        _acceptAfterPrack = _ringAfterPrack = null;
        next?.Invoke();
    }

    internal void ProvisionalLost()
    {
        Reject(500);
        User?.ProvisionalLost(this);
    }

    void ITimerOwner.TimerFired(LoopTimer timer) => Cancel(null);

    private MessageWriter Begin(int status, ReadOnlySpan<byte> phrase, IHeaderSource? headers)
    {
        var writer = _transaction.Begin(status, phrase);
        if (Invite is { } invite)
            writer.CopyRows(invite, HeaderId.RecordRoute);
        _core.WriteContact(writer, From);
        writer.Header(HeaderId.Server, _core.Product);
        headers?.WriteHeaders(writer);
        return writer;
    }

    private void Close()
    {
        StopExpiry();
        _reliable?.Stop();
        _acceptAfterPrack = _ringAfterPrack = null;
        Session?.Discard();
        Session = null;
    }

    private void StopExpiry()
    {
        if (_expiry is not null)
            _core.Loop.Timers.Cancel(_expiry);
    }
}
