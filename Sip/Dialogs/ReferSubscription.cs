using System.Buffers.Text;
using System.Text;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>Tells the sender of a REFER how the call that he asked for goes: NOTIFY with the status line of its last response (RFC 3515 §2.4.4, §2.4.5).
/// Lives on in the dialog after a BYE of the session.</summary>
/// <remarks>One NOTIFY at a time, so that they cannot overtake each other; of the states that come meanwhile the last one is told. Provisional states at most once a
/// second (§3.10), the final one at once. A NOTIFY that is refused, or not answered, ends the subscription and nothing else.</remarks>
public sealed class ReferSubscription : IDialogRequestUser, ITimerOwner
{
    // Longer than any set-up may take (§3.4).
    private const int Expires = 240;
    private const long Pause = 1_000;

    private static readonly byte[] s_sipFragment = "message/sipfrag;version=2.0"u8.ToArray();

    private readonly UserAgentCore _core;
    private readonly DialogState _dialog;
    private readonly uint? _id;
    private readonly LoopTimer _pause;
    private DialogRequest? _running;
    private long _lastSent = long.MinValue / 2;
    private int _status;
    private string? _reason;
    private Action? _told;
    private bool _isDue;
    private bool _isUnsubscribed;

    internal ReferSubscription(UserAgentCore core, DialogState dialog, uint? id, bool isSilent)
    {
        (_core, _dialog, _id) = (core, dialog, id);
        _pause = new LoopTimer(this);
        IsOver = isSilent;
    }

    /// <summary>Nothing more is told: the last NOTIFY is through, or there was never a subscription.</summary>
    public bool IsOver { get; private set; }

    private bool IsFinal => _status >= 200;

    /// <summary>A provisional response to the INVITE came, 100 to 199.</summary>
    public void Report(int status)
    {
        if (!IsFinal && status != _status)
            Tell(status);
    }

    /// <summary>The final response, 200 to 699, at once. Only the first counts.</summary>
    /// <param name="reason">Value of Reason that goes with it (RFC 6432), or null.</param>
    /// <param name="told">Called when the peer has answered the NOTIFY, does not answer, or does not want to know: in this turn or a later one.</param>
    public void Finish(int status, string? reason = null, Action? told = null)
    {
        if (IsFinal)
            return;
        _reason = reason;
        _told = told;
        Tell(status);
        if (IsOver)
            End();
    }

    /// <summary>Is the Event of a SUBSCRIBE about this one?</summary>
    internal bool IsNamedBy(ReadOnlySpan<byte> value)
    {
        var end = value.IndexOf((byte)';');
        if (end < 0 || !ParameterReader.TryFind(value[end..], "id"u8, out var id))
            return _id is null;
        return Utf8Parser.TryParse(id, out uint number, out var used) && used == id.Length && (_id is null || _id == number);
    }

    /// <summary>Prolongs the subscription, or ends it with Expires: 0; both are followed by a NOTIFY (RFC 6665 §4.2.1). The call goes on in any case.</summary>
    internal void Receive(ServerTransaction transaction, SipMessage subscribe)
    {
        _isUnsubscribed |= SessionTimer.Seconds(subscribe[HeaderId.Expires]) == 0 && subscribe.Has(HeaderId.Expires);
        var writer = transaction.Begin(200);
        _core.WriteContact(writer, _dialog.Flow);
        writer.Header(HeaderId.Expires, _isUnsubscribed ? 0 : Expires);
        writer.Finish();
        transaction.Send(writer, 200);
        _isDue = true;
        Go();
    }

    void ITimerOwner.TimerFired(LoopTimer timer) => Go();

    void IDialogRequestUser.Ended(DialogRequest request, int status, SipMessage? response)
    {
        _running = null;
        if (status >= 300 || (!_isDue && (IsFinal || _isUnsubscribed)))
            End();
        else
            Go();
    }

    private void Tell(int status)
    {
        _status = status;
        _isDue = true;
        Go();
    }

    private void Go()
    {
        if (IsOver || !_isDue || _running is not null)
            return;
        var wait = _lastSent + Pause - _core.Loop.Now;
        if (wait > 0 && !IsFinal && !_isUnsubscribed)
        {
            if (!_pause.IsArmed)
                _core.Loop.Timers.Arm(_pause, wait);
            return;
        }
        _core.Loop.Timers.Cancel(_pause);
        _isDue = false;
        _lastSent = _core.Loop.Now;
        _running = new DialogRequest(_core, _dialog, SipMethod.Notify, this, WriteHeaders, s_sipFragment, Body());
        _running.Send();
    }

    private void End()
    {
        IsOver = true;
        _core.Loop.Timers.Cancel(_pause);
        var told = IsFinal ? _told : null;
        if (told is null)
            return;
        _told = null;
        told();
    }

    private void WriteHeaders(MessageWriter writer)
    {
        _core.WriteContact(writer, _dialog.Flow);
        writer.Begin(HeaderId.Event);
        writer.Append("refer"u8);
        if (_id is { } id)
        {
            writer.Append(";id="u8);
            writer.Append(id);
        }
        writer.End();
        writer.Header(HeaderId.SubscriptionState, State());
        writer.Header(HeaderId.UserAgent, _core.Product);
    }

    private string State() => IsFinal ? "terminated;reason=noresource" : _isUnsubscribed ? "terminated;reason=timeout" : $"active;expires={Expires}";

    private byte[] Body() => Encoding.UTF8.GetBytes(
        $"SIP/2.0 {_status} {Encoding.ASCII.GetString(ReasonPhrases.Of(_status))}\r\n{(_reason is null ? "" : $"Reason: {_reason}\r\n")}");
}
