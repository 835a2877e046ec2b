using PbxBridge.Calls.Transfer;
using PbxBridge.Charges;
using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;
using PbxBridge.Storage.Calls;

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
        Timers = new CallTimers(board.Loop, this, board.LongestCall);
        Journal = new CallJournal(board, origin, Plan, Legs, plan.Decisions);
        Bill = new CallBill(board.Charges, this);
        Ending = new CallEnding(board, this);
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

    /// <summary>Who has answered a line and is asked whether he takes the call; null: nobody is.</summary>
    public TakeQuestion? Question { get; set; }

    /// <summary>The transfer that this call takes part in at the moment; null when there is none.</summary>
    public ITransfer? Transfer { get; set; }

    /// <summary>After a transfer: the call whose side talks with the one that is left in this call. They end together.</summary>
    public Call? Joined { get; set; }

    public long Now => _board.Loop.Now;

    /// <inheritdoc cref="CallJournal.WallClock"/>
    public DateTimeOffset WallClock => Journal.WallClock;

    public ILogger Log => _board.Log;

    /// <summary>How it ends, and whether it has.</summary>
    public CallEnding Ending { get; }

    /// <summary>Where its hunt is.</summary>
    public HuntState HuntState => _hunt.State;

    /// <summary>Fires when the caller is gone: ends what the bridge plays or records for him.</summary>
    public CancellationToken Gone => Ending.IsOver ? new(canceled: true) : (_gone ??= new()).Token;

    public void Start()
    {
        _board.Calls.Add(this);
        if (Conversation.Caller is { } caller)
            _seats.TakeCaller(caller);
        _claims.Begin();
        if (Plan.Denial is not null)
            _claims.CountDenial(Now);
        if (!Bill.TryAsk())
            Proceed();
    }

    /// <summary>Nothing stands in its way any more: whom the plan names is called.</summary>
    public void Proceed()
    {
        if (!Ending.IsOver)
            _hunt.Raise(new HuntEvent.Started());
    }

    /// <summary>Nothing could be reserved: the caller hears why, and nobody is called.</summary>
    /// <param name="outcome">What the store said.</param>
    public void RefuseUnpaid(DenialReason reason, string outcome)
    {
        if (Ending.IsOver)
            return;
        var (plan, step) = ReservationRefusal.Of(_board.Charges.Directory, Plan, _origin.Source, _origin.Parent is null, reason, outcome);
        Plan = plan;
        Journal.Note(step);
        ChargesLog.Refused(_board.Log, _origin.Id, outcome);
        _hunt = new CallHunt(_board, this);
        Proceed();
    }

    public void Raise(HuntEvent e) => _hunt.Raise(e);

    public void HuntTimerFired(HuntTimer timer) => _hunt.TimerFired(timer);

    public void TreatmentEnded()
    {
        if (Ending.IsOver)
            return;
        _hunt.Raise(new HuntEvent.TreatmentEnded());
        if (_hunt.State == HuntState.Over)
            Ending.End(CallCause.Cleared);
    }

    /// <summary>The caller hears that it rings, from now on each minute (SES-4).</summary>
    public void Rings()
    {
        Journal.RingingAt ??= WallClock;
        Timers.RepeatRinging();
    }

    // ---- legs

    public void LegProvisional(CallLeg leg, LegBranch branch, SipMessage response)
    {
        if (Ending.IsOver)
            return;
        _caller.AnsweredBy(response);
        if (!response.Sdp.IsEmpty)
            branch.EarlyAnswer = response;
        if (leg is { IsOpen: true, RingsAlone: true, Command.RelayEarlyMedia: true } && _caller.TryPass(branch, response))
            Rings();
        _hunt.Raise(new HuntEvent.Provisional(leg.Id, ForeignDiversion.IsIn(response, leg.Command.Target.Number, branch.Told)));
    }

    public void LegAnswered(CallLeg leg, LegBranch branch, SipMessage response)
    {
        branch.Answer = response;
        var answeredBy = CallerReader.NumberOf(response[HeaderId.PAssertedIdentity]);
        _hunt.Raise(new HuntEvent.Answered(leg.Id, (answeredBy is { } number && _board.IsDepositNumber(Plan.Company, number))
            || (branch.PickedUpWith is null && ForeignDiversion.IsIn(response, leg.Command.Target.Number, branch.Told))));
        branch.Told = null;
        if (Question?.Leg != leg)
            branch.Answer = null;
    }

    /// <summary>Where a leg that answered 3xx may send the call (FWD-2); null: nowhere.</summary>
    public RingTarget? RedirectOf(CallLeg leg, SipMessage response) => Ending.IsOver || Ending.IsCallerGone ? null : _board.Redirects?.TargetOf(this, leg, response);

    // ---- the answer

    public void Connect(CallLeg leg)
    {
        TakeQuestion.End(this, leg.Id);
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
            Ending.Fail();
            return;
        }
        (branch.EarlyAnswer, branch.Answer) = (null, null);
        Answered(leg.Command.Target);
        _claims.TakeTurn(Plan, leg);
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
    private FinalHeaders AnswerHeaders(CallLeg leg) => new(0, 0) { Asserted = _origin.Profile.Trusted ? PartyUris.Answering(leg.Command.Target, _board.HostTowards(_origin.Flow)) : null };

    /// <summary>Answers the caller as the bridge itself (voicemail); null when it cannot be, and the call is then refused with 488.</summary>
    public Media.Relay.IMediaPort? AnswerHere(string answeredBy)
    {
        _caller.AnsweredBy(Marks.NewSession());
        if (_caller.AnswerHere() is not { } port)
        {
            Ending.Reject(CallCause.Media);
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
        Journal.Answered(Bill);
    }

    // ---- the caller before the answer

    void IInviteUasUser.Cancelled(InviteUas uas, SipMessage? cancel) => Ending.Cancelled(cancel);

    void IInviteUasUser.ProvisionalLost(InviteUas uas) => Ending.CallerLeft(500, 102, ReleasedBy.Bridge);

    void IInviteUasUser.AnswerReceived(InviteUas uas, SipMessage prack)
    {
        if (Ending.IsOver || _caller.TryTakeAnswer(prack))
            return;
        _hunt.Raise(new HuntEvent.CallerGone());
        Ending.Reject(CallCause.Media);
    }

    /// <summary>Before the answer: the call is now for somebody else. The one who dialled it is refused, and leaves.</summary>
    public void HandOver(CallSide leaver, ICaller caller)
    {
        var old = _caller;
        _caller = caller;
        Conversation = Conversation.Between(null, null);
        Journal.IsForAnother = true;
        old.Refuse(487, new FinalHeaders(16, 0));
        _seats.Leave(leaver);
        old.Close();
        if (Journal.RingingAt is not null)
            caller.TellRinging();
    }

    /// <summary>REFER of one side.</summary>
    public void Refer(CallSide side, ReferRequest refer)
    {
        if (Ending.HasBegun || Journal.AnsweredAt is null || _board.Transfers is not { } transfers)
            refer.Refuse(403);
        else
            transfers.Refer(side, refer);
    }

    /// <summary>No sound from one side for the watchdog's time: ask whether it still knows the call (SES-2).</summary>
    public void Probe()
    {
        // Before the answer nobody has to send anything, and nobody may be asked in an early dialog.
        if (Ending.IsOver || Journal.AnsweredAt is null)
            return;
        Conversation.Probe();
    }

    /// <summary>It is over: what it holds is given back.</summary>
    public void LetGo()
    {
        _claims.End();
        _claims.EndTurn(Now);
        Timers.StopAll();
        _seats.Close();
        Legs.Close();
        TakeQuestion.End(this);
        _gone?.Cancel();
        _caller.Close();
        _board.Calls.Remove(this);
        Transfer?.CallEnded(this);
    }
}
