using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls.Transfer;

/// <summary>The dialog of somebody who has left a call by transferring it: he may hang up himself; if he does not, the bridge does.</summary>
/// <remarks>Loop thread only. Belongs to no call any more.</remarks>
internal sealed class Departure : ISessionUser, ITimerOwner
{
    // He is told of the success and hangs up; only who does not is hung up.
    private const long Grace = 1_000;

    // Longer than it takes to repeat the last NOTIFY three times.
    private const long Longest = 4_000;

    private readonly ILoop _loop;
    private readonly InviteSession _session;
    private readonly LoopTimer _timer;

    private Departure(ILoop loop, InviteSession session)
    {
        (_loop, _session) = (loop, session);
        _timer = new LoopTimer(this);
        session.Attach(this);
    }

    private static ReadOnlySpan<byte> Transferred => "Q.850;cause=16;text=\"Call transferred\""u8;

    /// <summary>Takes over the session of who has left.</summary>
    public static Departure Begin(ILoop loop, InviteSession session)
    {
        var departure = new Departure(loop, session);
        loop.Timers.Arm(departure._timer, Longest);
        return departure;
    }

    /// <summary>The same for a dialog that nobody waits for.</summary>
    public static void HangUp(ILoop loop, InviteSession session)
    {
        _ = new Departure(loop, session);
        session.HangUp(Transferred);
    }

    /// <summary>He knows that the transfer has succeeded.</summary>
    /// <param name="wasToldNothing">He did not want to hear of it: the BYE is all that he gets.</param>
    public void Told(bool wasToldNothing)
    {
        if (_session.IsOver)
            return;
        if (wasToldNothing)
            _session.HangUp(Transferred);
        else
            _loop.Timers.Arm(_timer, Grace);
    }

    void ITimerOwner.TimerFired(LoopTimer timer) => _session.HangUp(Transferred);

    void ISessionUser.ReinviteReceived(InviteSession session, SipMessage request) => session.RefuseReinvite(481);

    void ISessionUser.UpdateReceived(InviteSession session, SipMessage request) => session.RefuseUpdate(481);

    void ISessionUser.InfoReceived(InviteSession session, SipMessage request) => session.AnswerInfo(200);

    void ISessionUser.AckReceived(InviteSession session, SipMessage ack)
    {
    }

    void ISessionUser.OfferAnswered(InviteSession session, SipMessage response) => session.Acknowledge();

    void ISessionUser.OfferRefused(InviteSession session, int status, SipMessage? response)
    {
    }

    void ISessionUser.InfoAnswered(InviteSession session, int status)
    {
    }

    void ISessionUser.Ended(InviteSession session, SessionEnd why, SipMessage? bye) => _loop.Timers.Cancel(_timer);
}
