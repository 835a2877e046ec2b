using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>Who tells the state of what a peer has subscribed to.</summary>
public interface ISubscriptionUser
{
    /// <summary>The peer asked anew: <see cref="Subscription.Tell"/> it the state as it is now, soon.</summary>
    void Asked(Subscription subscription);

    /// <summary>It is over: unsubscribed, out of time, or the peer is gone. Nothing more comes from it.</summary>
    void Ended(Subscription subscription);
}

/// <summary>A subscription that a peer holds with us, in a dialog of its own (RFC 6665 §4.2): its time runs, and NOTIFYs go out one at a time.</summary>
/// <remarks>Loop thread only. Changes are told at most once a second (RFC 3842 §3.11), the answer to a SUBSCRIBE at once.</remarks>
public sealed class Subscription : IDialogMember, IDialogRequestUser, ITimerOwner
{
    private const byte PauseTimer = 0;
    private const byte ExpiryTimer = 1;
    private const long Pause = 1_000;

    private readonly UserAgentCore _core;
    private readonly DialogState _dialog;
    private readonly ISubscriptionUser _user;
    private readonly byte[] _event;
    private readonly byte[] _contentType;
    private readonly LoopTimer _pause;
    private readonly LoopTimer _expiry;
    private ReadOnlyMemory<byte> _state;
    private DialogRequest? _running;
    private long _lastSent = long.MinValue / 2;
    private bool _isDue;
    private bool _isUrgent;
    private bool _isLast;
    private bool _isOver;
    private string _reason = "";

    private Subscription(UserAgentCore core, DialogState dialog, ISubscriptionUser user, byte[] @event, byte[] contentType)
    {
        (_core, _dialog, _user, _event, _contentType) = (core, dialog, user, @event, contentType);
        _pause = new LoopTimer(this, PauseTimer);
        _expiry = new LoopTimer(this, ExpiryTimer);
    }

    /// <summary>Takes a SUBSCRIBE, answers it with 200 and asks the user for the state.</summary>
    /// <param name="seconds">How long it lasts; 0 is told once (§4.4.3).</param>
    /// <param name="symmetric">The peer sits behind NAT: NOTIFYs go where its messages come from.</param>
    /// <param name="contentType">Of the states.</param>
    public static Subscription Accept(
        UserAgentCore core, ServerTransaction transaction, SipMessage subscribe, int seconds, bool symmetric, byte[] contentType, ISubscriptionUser user)
    {
        var dialog = DialogState.ForUas(subscribe, transaction.LocalTag, transaction.From, symmetric);
        core.Router.SetFlow(dialog, transaction.From);
        var subscription = new Subscription(core, dialog, user, subscribe[HeaderId.Event].ToArray(), contentType);
        core.Register(dialog.LocalTag, subscription);
        subscription.Answer(transaction, subscribe, seconds);
        return subscription;
    }

    /// <summary>The state, whole. Told when it is another one than before, or was asked for.</summary>
    public void Tell(ReadOnlyMemory<byte> state)
    {
        _isDue |= _isUrgent || !state.Span.SequenceEqual(_state.Span);
        _state = state;
        Go();
    }

    /// <summary>We end it, with a last NOTIFY.</summary>
    /// <param name="reason">A reason of §4.1.3: deactivated, noresource …</param>
    public void End(string reason)
    {
        _isUrgent = false;
        _isDue |= _isLast;
        Finish(reason);
        Go();
    }

    bool IDialogMember.Owns(SipMessage request) => _dialog.Matches(request);

    FoundDialog IDialogMember.Match(DialogReference reference) => default;

    void IDialogMember.RequestReceived(ServerTransaction transaction, SipMessage request)
    {
        if (request.CSeqNumber < _dialog.RemoteSequence)
        {
            transaction.Respond(500, "CSeq is lower than the last one"u8);
            return;
        }
        _dialog.RemoteSequence = request.CSeqNumber;
        DialogRouter.Follow(_dialog, transaction.From);
        if (!RequestChecks.SupportsWhatIsRequired(transaction, request))
            return;
        switch (request.Method)
        {
            case SipMethod.Subscribe when _isLast || !request[HeaderId.Event].SequenceEqual(_event):
                transaction.Respond(_isLast ? 481 : 489);
                break;
            case SipMethod.Subscribe:
                if (_dialog.RefreshTarget(request))
                    _core.Router.SetFlow(_dialog, transaction.From);
                Answer(transaction, request, SecondsOf(request));
                break;
            case SipMethod.Options:
                RequestChecks.AnswerOptions(transaction);
                break;
            case SipMethod.Bye:
                transaction.Respond(481);
                break;
            default:
                RequestChecks.RefuseMethod(transaction, request);
                break;
        }
    }

    void IDialogMember.AckReceived(SipMessage ack)
    {
    }

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        if (timer.Kind == ExpiryTimer)
            Finish("timeout");
        else
            Go();
    }

    void IDialogRequestUser.Ended(DialogRequest request, int status, SipMessage? response)
    {
        _running = null;
        // A peer that does not take it, or is gone, has no subscription any more (§4.2.2).
        if (status >= 300 || (_isLast && !_isDue && !_isUrgent))
            Close();
        else
            Go();
    }

    /// <summary>Seconds that a SUBSCRIBE asks for; an hour when it does not say (RFC 3842 §3.4).</summary>
    public static int SecondsOf(SipMessage subscribe) =>
        subscribe.Has(HeaderId.Expires) ? Math.Min(SessionTimer.Seconds(subscribe[HeaderId.Expires]), Longest) : Longest;

    /// <summary>One hour.</summary>
    public const int Longest = 3600;

    private void Answer(ServerTransaction transaction, SipMessage subscribe, int seconds)
    {
        var writer = transaction.Begin(200);
        writer.CopyRows(subscribe, HeaderId.RecordRoute);
        _core.WriteContact(writer, transaction.From);
        writer.Header(HeaderId.Expires, seconds);
        writer.Header(HeaderId.Server, _core.Product);
        writer.Finish();
        transaction.Send(writer, 200);
        _isUrgent = true;
        _core.Loop.Timers.Arm(_expiry, Math.Max(seconds, 1) * 1000L);
        if (seconds == 0)
            Finish("timeout");
        _user.Asked(this);
    }

    private void Finish(string reason)
    {
        if (_isLast)
            return;
        (_isLast, _reason) = (true, reason);
        _core.Loop.Timers.Cancel(_expiry);
        // The state is asked for, or is what it was.
        _isDue |= !_isUrgent;
        Go();
    }

    private void Go()
    {
        if (_isOver || !_isDue || _running is not null)
            return;
        var now = _core.Loop.Now;
        if (!_isUrgent && !_isLast && _lastSent + Pause > now)
        {
            if (!_pause.IsArmed)
                _core.Loop.Timers.Arm(_pause, _lastSent + Pause - now);
            return;
        }
        _core.Loop.Timers.Cancel(_pause);
        (_isDue, _isUrgent, _lastSent) = (false, false, now);
        _running = new DialogRequest(_core, _dialog, SipMethod.Notify, this, WriteHeaders, _contentType, _state);
        _running.Send();
    }

    private void WriteHeaders(MessageWriter writer)
    {
        _core.WriteContact(writer, _dialog.Flow);
        writer.Header(HeaderId.Event, _event);
        writer.Begin(HeaderId.SubscriptionState);
        if (_isLast)
        {
            writer.Append("terminated;reason="u8);
            writer.Append(_reason);
        }
        else
        {
            writer.Append("active;expires="u8);
            writer.Append(Math.Max(0, (_expiry.Due - _core.Loop.Now + 999) / 1000));
        }
        writer.End();
        writer.Header(HeaderId.UserAgent, _core.Product);
    }

    private void Close()
    {
        if (_isOver)
            return;
        _isOver = true;
        _core.Loop.Timers.Cancel(_pause);
        _core.Loop.Timers.Cancel(_expiry);
        _core.Unregister(_dialog.LocalTag, this);
        _user.Ended(this);
    }
}
