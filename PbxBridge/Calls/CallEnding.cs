using System.Text;
using PbxBridge.Charges;
using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Calls;

/// <summary>The ways in which one call ends. Whichever comes first wins, and leaves the call's only record.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class CallEnding(Switchboard board, Call call)
{
    // Somebody is being hung up, which reports the end of his side here once more.
    private bool _begun;

    public bool IsOver { get; private set; }

    /// <summary>The call is over, or about to be.</summary>
    public bool HasBegun => _begun || IsOver;

    public bool IsCallerGone { get; private set; }

    /// <summary>Value of Reason with which the caller left; goes to those who ring (HUNT-5). Empty for none.</summary>
    public ReadOnlyMemory<byte> ReasonOfCaller { get; private set; }

    // ---- before the answer

    public void Reject(CallCause cause)
    {
        var denial = call.Plan.Denial is { } barred && barred.Cause == cause ? barred : null;
        var isOwnClient = call.Origin.Source is CallSource.FromSoftphone;
        var (status, q850) = call.Legs.OwnRefusal(cause) ?? (denial is null ? CauseToStatus.Of(cause) : CauseToStatus.OfBarred(cause, call.Origin.TrunkInUse, isOwnClient));
        call.Caller.Refuse(status, new FinalHeaders(q850, status == 503 ? board.RetryAfter() : 0)
        {
            Text = CauseToStatus.TextOf(cause),
            Denial = denial is null ? null : DenialHeaders.Of(denial, isOwnClient),
        });
        Finish(cause, status, q850, ReleasedBy.Bridge);
    }

    /// <summary>The two have no codec in common.</summary>
    public void Fail()
    {
        if (IsOver)
            return;
        _begun = true;
        call.Seats.HangUpCallee("SIP;cause=488;text=\"No usable answer\""u8);
        call.Caller.Refuse(488, new FinalHeaders(88, 0));
        Finish(CallCause.Media, 488, 88, ReleasedBy.Bridge);
    }

    /// <summary>The caller gave up.</summary>
    public void Cancelled(SipMessage? cancel)
    {
        ReasonOfCaller = PassedReason.Of(cancel);
        CallerLeft(487, 16, ReleasedBy.Caller);
    }

    /// <summary>The one who was to be connected by a transfer is gone.</summary>
    public void CallerLeft()
    {
        if (!IsOver && call.HuntState == HuntState.Connected)
            HangUpLeft(16, ReleasedBy.Caller);
        else if (!IsOver)
            CallerLeft(487, 16, ReleasedBy.Caller);
    }

    public void CallerLeft(int status, int q850, ReleasedBy by)
    {
        IsCallerGone = true;
        call.Raise(new HuntEvent.CallerGone());
        Finish(CallCause.CallerGone, status, q850, by);
    }

    // ---- after the answer

    public void SideEnded(CallSide side, SessionEnd why, SipMessage? bye)
    {
        if (HasBegun || !call.Conversation.Has(side) || call.Transfer?.SideEnded(side, why, bye) == true)
            return;
        _begun = true;
        var lost = why is SessionEnd.NoAck or SessionEnd.PeerLost;
        if (lost)
            call.Bill.Closing = Storage.Charges.Closing.Abnormal;
        var q850 = StatusToCause.Q850Of(bye) ?? (lost ? 102 : 16);
        var reason = PassedReason.Of(bye) is { Length: > 0 } passed ? passed : Encoding.ASCII.GetBytes(CauseToStatus.ReasonOf(q850));
        var byPeer = why == SessionEnd.PeerHungUp;
        if (call.Joined is { } joined)
            joined.Ending.JoinedEnded(reason, q850, byPeer);
        else
            call.Conversation.OtherThan(side)?.Session?.HangUp(reason);
        if (side == call.Conversation.Caller && call.HuntState != HuntState.Connected)
            call.Raise(new HuntEvent.CallerGone());
        Finish(CallCause.Cleared, 200, q850, byPeer ? PlaceOf(side) : ReleasedBy.Bridge);
    }

    // The one with whom our side talks since a transfer is gone: he sits where the caller sat, or the called one.
    private void JoinedEnded(ReadOnlySpan<byte> reason, int q850, bool byPeer)
    {
        if (HasBegun)
            return;
        _begun = true;
        call.Seats.HangUp(reason);
        call.Raise(new HuntEvent.CallerGone());
        Finish(CallCause.Cleared, 200, q850, !byPeer ? ReleasedBy.Bridge : call.Seats.HasCaller ? ReleasedBy.Called : ReleasedBy.Caller);
    }

    /// <summary>The side leaves the call, which goes on without it, or ends when it was the last one. Its session is its own business from here on.</summary>
    public void Leave(CallSide side)
    {
        var by = PlaceOf(side);
        call.Seats.Leave(side);
        if (!call.Seats.IsEmpty)
            return;
        call.Transfer = null;
        if (call.Joined is { } joined)
            (call.Joined, joined.Joined) = (null, null);
        Finish(CallCause.Cleared, 200, 16, by);
    }

    /// <summary>Who is left is hung up: a transfer took his partner away and gave him none.</summary>
    public void HangUpLeft(int q850, ReleasedBy by = ReleasedBy.Bridge)
    {
        if (IsOver)
            return;
        _begun = true;
        call.Seats.HangUp(Encoding.ASCII.GetBytes(CauseToStatus.ReasonOf(q850)));
        Finish(CallCause.Cleared, 200, q850, by);
    }

    /// <summary>Nobody pays for it any longer (OCS-4).</summary>
    /// <param name="text">Of the Reason header for the payer.</param>
    /// <param name="payer">Null: he is none of those who talk.</param>
    public void Cut(string text, CallSide? payer)
    {
        if (IsOver)
            return;
        _begun = true;
        ChargesLog.Cut(board.Log, call.Origin.Id, text);
        payer?.Session?.HangUp(Encoding.ASCII.GetBytes(CauseToStatus.ReasonOf(16, text)));
        HangUpBoth(CallCause.Cleared, "Q.850;cause=16"u8);
    }

    // ---- at any time

    /// <summary>The bridge ends the call: drain time over, longest duration, a treatment that is through.</summary>
    public void End(CallCause cause)
    {
        if (IsOver)
            return;
        if (!call.Caller.IsPending)
        {
            HangUpBoth(cause, Encoding.ASCII.GetBytes(CauseToStatus.ReasonOf(16)));
            return;
        }
        call.Raise(new HuntEvent.CallerGone());
        Reject(cause == CallCause.Cleared ? CallCause.Overload : cause);
    }

    private void HangUpBoth(CallCause cause, ReadOnlySpan<byte> reason)
    {
        _begun = true;
        call.Seats.HangUp(reason);
        var joined = call.Joined;
        Finish(cause, 200, 16, ReleasedBy.Bridge);
        joined?.Ending.JoinedEnded(reason, 16, byPeer: false);
    }

    private ReleasedBy PlaceOf(CallSide side) => call.Seats.IsCaller(side) ? ReleasedBy.Caller : ReleasedBy.Called;

    private void Finish(CallCause outcome, int status, int q850, ReleasedBy by)
    {
        if (IsOver)
            return;
        IsOver = true;
        call.LetGo();
        call.Journal.Finish(outcome, status, q850, by, call.Bill, SignalsOfCall.Of(call));
    }
}
