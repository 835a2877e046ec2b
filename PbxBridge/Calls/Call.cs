using System.Text;
using PbxBridge.Calls.Transfer;
using PbxBridge.Charges;
using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>One call: the caller's leg, the plan, the hunt that runs it, the legs it tries, and after the answer the two sides.</summary>
/// <remarks>Loop thread only. Ends exactly once, with one record.</remarks>
internal sealed class Call : IInviteUasUser
{
    private readonly Switchboard _board;
    private readonly CallOrigin _origin;
    private readonly CallClaims _claims;
    private readonly CallSeats _seats;
    private CancellationTokenSource? _gone;
    private CallHunt _hunt;
    private ICaller _caller;
    private bool _callerGone;
    private bool _ending;
    private bool _over;

    /// <param name="open">Makes who is called for, and the conversation in which he sits.</param>
    public Call(Switchboard board, CallOrigin origin, CallPlan plan, Func<Call, (ICaller, Conversation)> open)
    {
        _board = board;
        _origin = origin;
        // The decisions are most of a plan's bytes; the journal alone keeps them, until the store has them.
        Plan = plan with { Decisions = [] };
        _hunt = new CallHunt(board, this);
        Legs = new CallLegs(board, this);
        _claims = new CallClaims(board, origin, plan.Called);
        _seats = new CallSeats(board, origin);
        Timers = new CallTimers(board.Loop, this);
        Journal = new CallJournal(board, origin, Plan, Legs, plan.Decisions);
        Bill = new CallBill(board.Charges, this);
        (_caller, Conversation) = open(this);
    }

    public CallPlan Plan { get; private set; }

    public CallOrigin Origin => _origin;

    /// <summary>Who is called for, until the answer.</summary>
    public ICaller Caller => _caller;

    /// <summary>Who sits in this call, and since a transfer who does no more.</summary>
    public CallSeats Seats => _seats;

    public CallLegs Legs { get; }

    public CallMarks Marks => _claims.Marks;

    public CallTimers Timers { get; }

    public CallJournal Journal { get; }

    /// <summary>What it costs, and whom.</summary>
    public CallBill Bill { get; }

    public Conversation Conversation { get; set; }

    /// <summary>The transfer that this call takes part in at the moment; null when there is none.</summary>
    public ITransfer? Transfer { get; set; }

    /// <summary>After a transfer: the call whose side talks with the one that is left in this call. They end together.</summary>
    public Call? Joined { get; set; }

    public long Now => _board.Loop.Now;

    public DateTimeOffset WallClock => _board.WallClock;

    public ILogger Log => _board.Log;

    public bool IsCallerGone => _callerGone;

    public bool IsOver => _over;

    /// <summary>Value of Reason with which the caller left; goes to those who ring (HUNT-5). Empty for none.</summary>
    public ReadOnlyMemory<byte> ReasonOfCaller { get; private set; }

    /// <summary>Fires when the caller is gone: ends what the bridge plays or records for him.</summary>
    public CancellationToken Gone => _over ? new(canceled: true) : (_gone ??= new()).Token;

    /// <inheritdoc cref="CallerLeg.MediaKnown"/>
    public Task MediaKnown => _caller.MediaKnown;

    public void Start()
    {
        _board.Calls.Add(this);
        if (Conversation.Caller is { } caller)
            _seats.TakeCaller(caller);
        _claims.Begin();
        CountDenial();
        if (!Bill.TryAsk())
            Proceed();
    }

    // BAR-8.
    private void CountDenial()
    {
        if (Plan.Denial is not null && _origin.Parent is null && _origin.Number is { } number && _board.Denials.Add(number, Now))
            CallsLog.ManyDenials(_board.Log, ShortenedNumber.Of(number.Value));
    }

    /// <summary>Nothing stands in its way any more: whom the plan names is called.</summary>
    public void Proceed()
    {
        if (!_over)
            _hunt.Raise(new HuntEvent.Started());
    }

    /// <summary>Nothing could be reserved: the caller hears why, and nobody is called.</summary>
    /// <param name="outcome">What the store said.</param>
    public void RefuseUnpaid(DenialReason reason, string outcome)
    {
        if (_over)
            return;
        var (plan, step) = ReservationRefusal.Of(_board.Charges.Directory, Plan, _origin.Source, _origin.Parent is null, reason, outcome);
        Plan = plan;
        Journal.Note(step);
        ChargesLog.Refused(_board.Log, _origin.Id, outcome);
        _hunt = new CallHunt(_board, this);
        Proceed();
    }

    public void HuntTimerFired(HuntTimer timer) => _hunt.TimerFired(timer);

    public void TreatmentEnded()
    {
        if (_over)
            return;
        _hunt.Raise(new HuntEvent.TreatmentEnded());
        if (_hunt.State == HuntState.Over)
            End(CallCause.Cleared);
    }

    // ---- what the caller is told

    /// <summary>The caller hears that it rings, from now on each minute (SES-4).</summary>
    public void Rings()
    {
        Journal.RingingAt ??= WallClock;
        Timers.RepeatRinging();
    }

    public void RingAgain() => _caller.RingAgain();

    public void Reject(CallCause cause)
    {
        var (status, q850) = Legs.OwnRefusal(cause) ?? CauseToStatus.Of(cause, _origin.TrunkInUse is null);
        _caller.Refuse(status, q850, status == 503 ? (int)(2 + (_board.Random.Next() % 9)) : 0, CauseToStatus.TextOf(cause));
        Finish(cause, status, q850, Storage.Calls.ReleasedBy.Bridge);
    }

    // ---- legs

    public void LegProvisional(CallLeg leg, LegBranch branch, SipMessage response)
    {
        if (_over)
            return;
        _caller.AnsweredBy(response);
        if (!response.Sdp.IsEmpty)
            branch.EarlyAnswer = response;
        if (leg.Command.RelayEarlyMedia && leg.IsSingleBranch && !response.Sdp.IsEmpty && _caller.TryPassEarlyMedia(branch, response))
            Rings();
        _hunt.Raise(new HuntEvent.Provisional(leg.Id, response.StatusCode == 181));
    }

    public void LegAnswered(CallLeg leg, LegBranch branch, SipMessage response)
    {
        branch.Answer = response;
        var answeredBy = CallerReader.NumberOf(response[HeaderId.PAssertedIdentity]);
        _hunt.Raise(new HuntEvent.Answered(leg.Id, answeredBy is { } number && _board.IsDepositNumber(Plan.Company, number)));
        branch.Answer = null;
    }

    /// <summary>Where a leg that answered 3xx may send the call (FWD-2); null: nowhere.</summary>
    public RingTarget? RedirectOf(CallLeg leg, SipMessage response) => _over || _callerGone ? null : _board.Redirects?.TargetOf(this, leg, response);

    public void LegRedirected(CallLeg leg, RingTarget to) => _hunt.Raise(new HuntEvent.Redirected(leg.Id, to));

    public void LegFailed(CallLeg leg, CallCause cause, bool atOnce) => _hunt.Raise(new HuntEvent.Failed(leg.Id, cause, atOnce));

    // ---- the answer

    public void Connect(CallLeg leg)
    {
        if (leg.Winner is not { Side.Session: { } session } branch || branch.Answer is not { } response)
            return;
        _seats.TakeCallee(leg, branch.Side);
        Conversation.Callee = branch.Side;
        Journal.AnsweredAt = WallClock;
        Journal.AnsweredBy = leg.Command.Target.Number.Value;
        _caller.AnsweredBy(response);
        if (!_caller.TryAnswer(branch, response, AnswerHeaders(leg)))
        {
            session.Acknowledge();
            Fail();
            return;
        }
        branch.EarlyAnswer = null;
        Answered(leg.Command.Target);
        ListenForStar();
    }

    /// <summary>OCS: when a limit is about to end the call, its payer may go on at his own cost.</summary>
    public void ListenForStar()
    {
        if (Seats.Payer is not { } payer || !Bill.ListensForStar)
            return;
        if (Conversation.Caller == payer)
            Conversation.CallerPressed = Bill.KeyPressed;
        if (payer.Media.Port is { } port)
            port.KeyPressed = key => _board.Loop.Post(() => Bill.KeyPressed(key));
    }

    // PRES-5: a trusted caller learns who answered.
    private FinalHeaders AnswerHeaders(CallLeg leg) => new(0, 0)
    {
        Asserted = _origin.Profile.Trusted
            ? PartyUris.Asserted(leg.Command.Target.Number, leg.Command.Target.Name, _board.HostTowards(_origin.Flow))
            : null,
    };

    /// <summary>Answers the caller as the bridge itself (voicemail); null when it cannot be, and the call is then refused with 488.</summary>
    public Media.Relay.IMediaPort? AnswerHere(string answeredBy)
    {
        _caller.AnsweredBy(Marks.NewSession());
        if (_caller.AnswerHere() is not { } port)
        {
            Reject(CallCause.Media);
            return null;
        }
        Journal.AnsweredAt = WallClock;
        Journal.AnsweredBy = answeredBy;
        Answered(null);
        return port;
    }

    /// <inheritdoc cref="CallerLeg.OpenEarly"/>
    public Media.Relay.IMediaPort? OpenEarly()
    {
        _caller.AnsweredBy(Marks.NewSession());
        return _caller.OpenEarly();
    }

    private void Answered(RingTarget? target)
    {
        Bill.Answered(target);
        _claims.End();
        Timers.Answered();
        Journal.Answered();
    }

    // ---- the caller before the answer

    void IInviteUasUser.Cancelled(InviteUas uas, SipMessage? cancel)
    {
        ReasonOfCaller = cancel is null ? default : cancel[HeaderId.Reason].ToArray();
        CallerLeft(487, 16, Storage.Calls.ReleasedBy.Caller);
    }

    void IInviteUasUser.ProvisionalLost(InviteUas uas) => CallerLeft(500, 102, Storage.Calls.ReleasedBy.Bridge);

    void IInviteUasUser.AnswerReceived(InviteUas uas, SipMessage prack)
    {
        if (_over || _caller.TryTakeAnswer(prack))
            return;
        _hunt.Raise(new HuntEvent.CallerGone());
        Reject(CallCause.Media);
    }

    /// <summary>The one who was to be connected by a transfer is gone.</summary>
    public void CallerLeft()
    {
        if (!_over && _hunt.State == HuntState.Connected)
            HangUpLeft(16, Storage.Calls.ReleasedBy.Caller);
        else if (!_over)
            CallerLeft(487, 16, Storage.Calls.ReleasedBy.Caller);
    }

    private void CallerLeft(int status, int q850, Storage.Calls.ReleasedBy by)
    {
        _callerGone = true;
        _hunt.Raise(new HuntEvent.CallerGone());
        Finish(CallCause.CallerGone, status, q850, by);
    }

    // ---- the established call

    public void SideEnded(CallSide side, SessionEnd why, SipMessage? bye)
    {
        if (_over || _ending || !Conversation.Has(side) || Transfer?.SideEnded(side, why, bye) == true)
            return;
        // Hanging up the other side reports its end here as well.
        _ending = true;
        var lost = why is SessionEnd.NoAck or SessionEnd.PeerLost;
        Bill.IsLost = lost;
        var q850 = StatusToCause.Q850Of(bye) ?? (lost ? 102 : 16);
        var reason = bye is null || !bye.Has(HeaderId.Reason) ? System.Text.Encoding.ASCII.GetBytes(CauseToStatus.ReasonOf(q850)) : bye[HeaderId.Reason].ToArray();
        var byPeer = why == SessionEnd.PeerHungUp;
        if (Joined is { } joined)
            joined.JoinedEnded(reason, q850, byPeer);
        else
            Conversation.OtherThan(side)?.Session?.HangUp(reason);
        if (side == Conversation.Caller && _hunt.State != HuntState.Connected)
            _hunt.Raise(new HuntEvent.CallerGone());
        Finish(CallCause.Cleared, 200, q850, !byPeer ? Storage.Calls.ReleasedBy.Bridge : _seats.IsCaller(side) ? Storage.Calls.ReleasedBy.Caller : Storage.Calls.ReleasedBy.Called);
    }

    // The one with whom our side talks since a transfer is gone: he sits where the caller sat, or the called one.
    private void JoinedEnded(byte[] reason, int q850, bool byPeer)
    {
        if (_over || _ending)
            return;
        _ending = true;
        _seats.HangUp(reason);
        _hunt.Raise(new HuntEvent.CallerGone());
        Finish(CallCause.Cleared, 200, q850, !byPeer ? Storage.Calls.ReleasedBy.Bridge : _seats.HasCaller ? Storage.Calls.ReleasedBy.Called : Storage.Calls.ReleasedBy.Caller);
    }

    /// <summary>The side leaves the call, which goes on without it, or ends when it was the last one. Its session is its own business from here on.</summary>
    public void Leave(CallSide side)
    {
        var by = _seats.IsCaller(side) ? Storage.Calls.ReleasedBy.Caller : Storage.Calls.ReleasedBy.Called;
        _seats.Leave(side);
        if (!_seats.IsEmpty)
            return;
        Transfer = null;
        if (Joined is { } joined)
            (Joined, joined.Joined) = (null, null);
        Finish(CallCause.Cleared, 200, 16, by);
    }

    /// <summary>Before the answer: the call is now for somebody else. The one who dialled it is refused, and leaves.</summary>
    public void HandOver(CallSide leaver, ICaller caller)
    {
        var old = _caller;
        _caller = caller;
        Conversation = Conversation.Between(null, null);
        Journal.IsForAnother = true;
        old.Refuse(487, 16);
        _seats.Leave(leaver);
        old.Close();
        if (Journal.RingingAt is not null)
            caller.TellRinging();
    }

    /// <summary>Who is left is hung up: a transfer took his partner away and gave him none.</summary>
    public void HangUpLeft(int q850, Storage.Calls.ReleasedBy by = Storage.Calls.ReleasedBy.Bridge)
    {
        if (_over)
            return;
        _ending = true;
        _seats.HangUp(System.Text.Encoding.ASCII.GetBytes(CauseToStatus.ReasonOf(q850)));
        Finish(CallCause.Cleared, 200, q850, by);
    }

    /// <summary>REFER of one side.</summary>
    public void Refer(CallSide side, ReferRequest refer)
    {
        if (_over || _ending || Journal.AnsweredAt is null || _board.Transfers is not { } transfers)
            refer.Refuse(403);
        else
            transfers.Refer(side, refer);
    }

    /// <summary>The bridge ends the call: drain time over, longest duration, a treatment that is through.</summary>
    public void End(CallCause cause)
    {
        if (_over)
            return;
        if (_caller.IsPending)
        {
            _hunt.Raise(new HuntEvent.CallerGone());
            Reject(cause == CallCause.Cleared ? CallCause.Overload : cause);
            return;
        }
        _ending = true;
        var reason = System.Text.Encoding.ASCII.GetBytes(CauseToStatus.ReasonOf(16));
        _seats.HangUp(reason);
        var joined = Joined;
        Finish(cause, 200, 16, Storage.Calls.ReleasedBy.Bridge);
        joined?.JoinedEnded(reason, 16, byPeer: false);
    }

    /// <summary>Nobody pays for it any longer (OCS-4).</summary>
    /// <param name="text">Of the Reason header for the payer.</param>
    /// <param name="payer">Null: he is none of those who talk.</param>
    public void Cut(string text, CallSide? payer)
    {
        if (_over)
            return;
        _ending = true;
        ChargesLog.Cut(_board.Log, _origin.Id, text);
        payer?.Session?.HangUp(Encoding.ASCII.GetBytes(CauseToStatus.ReasonOf(16, text)));
        _seats.HangUp("Q.850;cause=16"u8);
        var joined = Joined;
        Finish(CallCause.Cleared, 200, 16, Storage.Calls.ReleasedBy.Bridge);
        joined?.JoinedEnded("Q.850;cause=16"u8.ToArray(), 16, byPeer: false);
    }

    /// <summary>No sound from one side for the watchdog's time: ask whether it still knows the call (SES-2).</summary>
    public void Probe()
    {
        // Before the answer nobody has to send anything, and nobody may be asked in an early dialog.
        if (_over || Journal.AnsweredAt is null)
            return;
        Conversation.Probe();
    }

    /// <summary>The two have no codec in common.</summary>
    public void Fail()
    {
        if (_over)
            return;
        _ending = true;
        _seats.HangUpCallee("SIP;cause=488;text=\"No usable answer\""u8);
        _caller.Refuse(488, 88);
        Finish(CallCause.Media, 488, 88, Storage.Calls.ReleasedBy.Bridge);
    }

    private void Finish(CallCause outcome, int status, int q850, Storage.Calls.ReleasedBy by)
    {
        if (_over)
            return;
        _over = true;
        _claims.End();
        Timers.StopAll();
        _seats.Close();
        Legs.Close();
        _gone?.Cancel();
        _caller.Close();
        _board.Calls.Remove(this);
        Transfer?.CallEnded(this);
        Journal.Finish(outcome, status, q850, by, Bill);
    }
}
