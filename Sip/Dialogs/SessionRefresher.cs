using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Dialogs;

/// <summary>The duty of RFC 4028 for one dialog: refresh at half the interval when that is ours, and end a session that was not refreshed.</summary>
internal sealed class SessionRefresher : ITimerOwner
{
    private readonly UserAgentCore _core;
    private readonly InviteSession _session;
    private readonly LoopTimer _timer;
    private SessionTimer _agreed;
    private int _minimum = SessionTimer.Minimum;
    private long _expires;

    public SessionRefresher(UserAgentCore core, InviteSession session)
    {
        _core = core;
        _session = session;
        _timer = new LoopTimer(this);
    }

    public void Start(SessionTimer agreed)
    {
        _agreed = agreed;
        if (agreed.Interval <= 0 || _session.IsOver)
        {
            Stop();
            return;
        }
        _expires = _core.Loop.Now + agreed.Interval * 1000L;
        _core.Loop.Timers.Arm(_timer, agreed.NextStep);
    }

    /// <summary>The peer refreshed and said no interval: the old one begins anew.</summary>
    public void Repeat()
    {
        if (_agreed.Interval > 0)
            Start(_agreed);
    }

    public void Stop() => _core.Loop.Timers.Cancel(_timer);

    /// <summary>What a 2xx to a re-INVITE or UPDATE of ours agreed to; one that says nothing leaves the roles as they are (§7.2).</summary>
    public void Agree(SipMessage success)
    {
        if (success.Has(HeaderId.SessionExpires))
            Start(SessionTimer.FromResponse(success, _agreed.Interval));
        else if (_agreed.Interval > 0)
            Start(_agreed);
    }

    public void WriteRequest(MessageWriter writer)
    {
        if (_agreed.Interval > 0)
            SessionTimer.WriteRequest(writer, _agreed.Interval, _minimum, _agreed.Ours);
    }

    /// <summary>How a refresh of ours ended; a 2xx came through <see cref="Agree"/> already.</summary>
    public void Ended(int status, SipMessage? response)
    {
        if (status < 300 || _session.IsOver)
            return;
        switch (status)
        {
            case 481:
                _session.Lose(default, sayBye: false);
                break;
            case 408:
                _session.Lose(SessionExpired, sayBye: true);
                break;
            case 491:
                // §14.1: who made the Call-ID waits 2.1 to 4 s, the other at most 2 s.
                var wait = (long)(_core.NextRandom() % 191) * 10;
                RetryAfter(_session.Dialog.IsCaller ? 2_100 + wait : wait);
                break;
            case 422 when response is not null && SessionTimer.Seconds(response[HeaderId.MinSe]) is var minimum && minimum > _agreed.Interval:
                _minimum = minimum;
                _agreed = _agreed with { Interval = minimum };
                TryRefresh();
                break;
            case 405 or 501 when response is { Method: SipMethod.Update } && !_session.LastLocalSdp.IsEmpty:
                // Allow named UPDATE, and yet it is not taken: somebody on the way, or another device behind the same dialog (§7.4 leaves the method to us).
                _session.Dialog.PeerAllowsUpdate = false;
                if (!TryRefresh())
                    RetryAfter(5_000);
                break;
            default:
                RetryAfter(Math.Max(10_000, (_expires - _core.Loop.Now) / 4));
                break;
        }
    }

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        if (!_agreed.Ours || _core.Loop.Now >= _expires)
            _session.Lose(SessionExpired, sayBye: true);
        else if (!TryRefresh())
            RetryAfter(5_000);
    }

    // False when another offer is under way.
    private bool TryRefresh()
    {
        if (_session.IsOver || _session.IsNegotiating)
            return false;
        var sdp = _session.LastLocalSdp;
        var byUpdate = _session.Dialog.PeerAllowsUpdate || sdp.IsEmpty;
        _session.OwnOffers.Send(byUpdate ? SipMethod.Update : SipMethod.Invite, byUpdate ? default : sdp, isRefresh: true);
        return true;
    }

    private static ReadOnlySpan<byte> SessionExpired => "Q.850;cause=102;text=\"Session expired\""u8;

    // Never past the end of the session: then it is over, whatever was in the way of the refresh.
    private void RetryAfter(long delay) => _core.Loop.Timers.Arm(_timer, Math.Clamp(delay, 0, Math.Max(0, _expires - _core.Loop.Now)));
}
