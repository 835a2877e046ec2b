using PbxBridge.Media.Sdp;
using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Numbering;
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
    private readonly Hunt _hunt;
    private readonly CallerLeg _caller;
    private readonly Queue<HuntEvent> _events = [];
    private readonly List<HuntCommand> _commands = [];
    private readonly CancellationTokenSource _gone = new();
    private CallLeg? _connected;
    private bool _raising;
    private bool _callerGone;
    private bool _ending;
    private bool _setupEnded;
    private bool _over;

    public Call(Switchboard board, InviteUas uas, CallOrigin origin, CallPlan plan, SideMedia callerMedia, SessionDescription? offer, byte[]? offerText)
    {
        _board = board;
        _origin = origin;
        // The decisions are most of a plan's bytes; the journal alone keeps them, until the store has them.
        Plan = plan with { Decisions = [] };
        _hunt = new Hunt(Plan);
        var negotiation = new Negotiation();
        _caller = new CallerLeg(uas, origin, negotiation, new CallSide(this, "A", callerMedia), offer, offerText);
        Conversation = new Conversation(negotiation, _caller.MediaIsKnown) { Caller = _caller.Side };
        Timers = new CallTimers(board.Loop, this);
        Journal = new CallJournal(board, origin, Plan, plan.Decisions);
        uas.User = this;
    }

    public CallPlan Plan { get; }

    public CallOrigin Origin => _origin;

    public CallTimers Timers { get; }

    public CallJournal Journal { get; }

    public Conversation Conversation { get; }

    public long Now => _board.Loop.Now;

    public DateTimeOffset WallClock => _board.WallClock;

    public bool IsCallerGone => _callerGone;

    /// <summary>Fires when the caller is gone: ends what the bridge plays or records for him.</summary>
    public CancellationToken Gone => _gone.Token;

    /// <inheritdoc cref="CallerLeg.MediaKnown"/>
    public Task MediaKnown => _caller.MediaKnown;

    public void Start()
    {
        _board.Calls.Add(this);
        if (_origin.TrunkInUse is { } trunk)
            trunk.Channels++;
        if (_origin.Number is { } number)
        {
            _board.Calls.Occupy(number);
            if (Plan.Called is { } called)
                _board.Calls.BeginSetup(number, called);
        }
        Raise(new HuntEvent.Started());
    }

    // ---- what the hunt wants

    public void HuntTimerFired(HuntTimer timer)
    {
        // TRK-7: another address of the trunk was turned to just now and gets its own time to ring.
        if (timer == HuntTimer.Provisional && Journal.OwedToAddress is { Ticks: > 0 } owed)
            Timers.Start(timer, owed);
        else
            Raise(new HuntEvent.TimerExpired(timer));
    }

    public void TreatmentEnded()
    {
        if (_over)
            return;
        Raise(new HuntEvent.TreatmentEnded());
        if (_hunt.State == HuntState.Over)
            End(CallCause.Cleared);
    }

    private void Raise(HuntEvent e)
    {
        _events.Enqueue(e);
        if (_raising)
            return;
        _raising = true;
        while (_events.TryDequeue(out var next))
        {
            _commands.Clear();
            _hunt.On(next, _commands);
            foreach (var command in _commands)
                Do(command);
        }
        _raising = false;
    }

    private void Do(HuntCommand command)
    {
        switch (command)
        {
            case HuntCommand.Invite invite:
                StartLeg(invite);
                break;
            case HuntCommand.CancelLeg cancel:
                Journal.Leg(cancel.Leg)?.Cancel(cancel.Reason);
                break;
            case HuntCommand.HangUp hangUp:
                HangUp(Journal.Leg(hangUp.Leg), hangUp.Reason);
                break;
            case HuntCommand.StartTimer start:
                Timers.Start(start.Timer, start.For);
                break;
            case HuntCommand.StopTimer stop:
                Timers.Stop(stop.Timer);
                break;
            case HuntCommand.TellRinging:
                TellRinging();
                break;
            case HuntCommand.TellForwarded:
                _caller.TellForwarded();
                break;
            case HuntCommand.Connect connect when Journal.Leg(connect.Leg) is { } leg:
                Connect(leg);
                break;
            case HuntCommand.OpenVoicemail voicemail:
                _board.Treatments.Deposit(this, voicemail.Mailbox, voicemail.Because);
                break;
            case HuntCommand.OpenVoicemailMenu menu:
                _board.Treatments.Menu(this, menu.Mailbox);
                break;
            case HuntCommand.Announce announce:
                _board.Treatments.Announce(this, announce.What);
                break;
            case HuntCommand.Reject reject:
                Reject(reject.Cause);
                break;
            case HuntCommand.Note note:
                Journal.Note(note.Step);
                break;
        }
    }

    private void StartLeg(HuntCommand.Invite command)
    {
        var trunk = command.Destination is Destination.ByTrunk by ? _board.Trunks.Find(by.Trunk) : null;
        var leg = new CallLeg(this, command, trunk, Now) { StartedAt = WallClock };
        Journal.Add(leg);
        switch (command.Destination)
        {
            case Destination.ByRegistration phone:
                var contacts = _board.Contacts.Of(phone.Company, phone.User);
                if (contacts.Count == 0)
                    leg.FailAtOnce(CallCause.Unreachable);
                else
                    leg.StartContacts(contacts);
                break;
            case Destination.ByTrunk when trunk is null:
                leg.FailAtOnce(CallCause.DestinationOutOfOrder);
                break;
            case Destination.ByTrunk when !trunk.HasRoom && !Plan.IsEmergency:
                leg.FailAtOnce(CallCause.Busy);
                break;
            default:
                leg.StartTrunk(trunk is null ? [] : _board.Trunks.Choose(trunk, Now));
                break;
        }
    }

    private void TellRinging()
    {
        if (_caller.TellRinging())
            Rings();
    }

    private void Rings()
    {
        Journal.RingingAt ??= WallClock;
        Timers.RepeatRinging();
    }

    public void RingAgain() => _caller.RingAgain();

    private void Reject(CallCause cause)
    {
        var (status, q850) = PassedOn(cause) ?? CauseToStatus.Of(cause);
        _caller.Refuse(status, q850, status == 503 ? (int)(2 + (_board.Random.Next() % 9)) : 0);
        Finish(cause, status, q850, Storage.Calls.ReleasedBy.Bridge);
    }

    // A plain call to one destination is as if the two phones spoke: the far side's own refusal goes back (§4.7).
    private (int Status, int Q850)? PassedOn(CallCause cause)
    {
        if (Plan.Steps is not [PlanStep.Ring { RelayEarlyMedia: true }, ..] || Journal.OnlyLeg is not { Status: >= 400 and var status } leg)
            return null;
        // What the far side has against our request, not against the call, is ours alone (RFC 3261 §16.7 (6) in spirit).
        if (status is 401 or 405 or 407 or 408 or 416 or (>= 420 and <= 423) or 481 or 487 or 491 or (>= 500 and < 600))
            return null;
        return (status, leg.Q850 ?? CauseToStatus.Of(cause).Q850);
    }

    // ---- legs

    /// <summary>Opens the media and the record of one branch; null when there is no port left.</summary>
    public LegBranch? OpenBranch(CallLeg leg, LegContact contact)
    {
        var port = _board.Media?.Open();
        if (port is null && _board.Media is not null)
            return null;
        var media = new SideMedia(port, _board.Random.Next() >> 2, port is null ? null : contact.Flow.Remote.ToIPAddress());
        Watch(port);
        return new LegBranch(leg, contact.Label) { Side = new CallSide(this, $"B{leg.Id}", media) };
    }

    public void StartBranch(CallLeg leg, LegBranch branch, LegContact contact)
    {
        var target = leg.Command.Target;
        var number = leg.Command.Destination is Destination.ByTrunk by ? by.Number : target.Number;
        var host = _board.HostTowards(contact.Flow);
        var callId = _board.Core.NewCallId();
        Journal.Watch(callId, branch.Side.Name, contact.Label);
        branch.Start(_board.Core, new InviteRequest
        {
            CallId = callId,
            RequestUri = contact.Uri ?? PartyUris.Number(number, contact.Host),
            From = PartyUris.From(target.Caller, host),
            To = PartyUris.To(number, contact.Uri is null ? contact.Host : host),
            Flow = contact.Flow,
            SymmetricFlow = contact.Symmetric,
            MaxForwards = _origin.Passed.MaxForwards,
            Sdp = _caller.Offer is { } offer ? branch.Side.Media.Describe(offer, _caller.OfferText) : default,
            Headers = new LegHeaders(contact.Profile, target.Caller, leg.Command.Diversion, number, host, _origin.Passed),
            Credentials = contact.Credentials,
        });
    }

    public void LegProvisional(CallLeg leg, LegBranch branch, SipMessage response)
    {
        if (_over)
            return;
        if (!response.Sdp.IsEmpty)
            branch.EarlyAnswer = response;
        if (leg.Command.RelayEarlyMedia && leg.IsSingleBranch && !response.Sdp.IsEmpty && _caller.TryPassEarlyMedia(branch, response))
            Rings();
        Raise(new HuntEvent.Provisional(leg.Id, response.StatusCode == 181));
    }

    public void LegAnswered(CallLeg leg, LegBranch branch, SipMessage response)
    {
        branch.Answer = response;
        var answeredBy = CallerReader.NumberOf(response[HeaderId.PAssertedIdentity]);
        Raise(new HuntEvent.Answered(leg.Id, answeredBy is { } number && _board.IsDepositNumber(Plan.Company, number)));
        branch.Answer = null;
    }

    public void LegFailed(CallLeg leg, CallCause cause, bool atOnce) => Raise(new HuntEvent.Failed(leg.Id, cause, atOnce));

    private void HangUp(CallLeg? leg, CancelReason reason)
    {
        if (leg?.Winner is not { } branch)
            return;
        leg.GiveUp(reason);
        branch.Side.Session?.Acknowledge();
        leg.HangUp(CauseToStatus.ReasonOfBye(reason));
        branch.Side.Dispose();
        leg.Close();
    }

    // ---- the answer

    private void Connect(CallLeg leg)
    {
        if (leg.Winner is not { Side.Session: { } session } branch || branch.Answer is not { } response)
            return;
        _connected = leg;
        Conversation.Callee = branch.Side;
        _board.Calls.Occupy(leg.Command.Target.Number);
        Journal.AnsweredAt = WallClock;
        Journal.AnsweredBy = leg.Command.Target.Number.Value;
        if (!_caller.TryAnswer(branch, response, AnswerHeaders(leg)))
        {
            session.Acknowledge();
            Fail("SIP;cause=488;text=\"No usable answer\""u8);
            return;
        }
        branch.EarlyAnswer = null;
        Answered();
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
        if (_caller.AnswerHere() is not { } port)
        {
            Reject(CallCause.Media);
            return null;
        }
        Journal.AnsweredAt = WallClock;
        Journal.AnsweredBy = answeredBy;
        Answered();
        return port;
    }

    /// <inheritdoc cref="CallerLeg.OpenEarly"/>
    public Media.Relay.IMediaPort? OpenEarly() => _caller.OpenEarly();

    private void Answered()
    {
        EndSetup();
        Timers.Answered();
        Journal.Answered();
    }

    // ---- the caller before the answer

    void IInviteUasUser.Cancelled(InviteUas uas, SipMessage? cancel) => CallerLeft(487, 16, Storage.Calls.ReleasedBy.Caller);

    void IInviteUasUser.ProvisionalLost(InviteUas uas) => CallerLeft(500, 102, Storage.Calls.ReleasedBy.Bridge);

    private void CallerLeft(int status, int q850, Storage.Calls.ReleasedBy by)
    {
        _callerGone = true;
        Raise(new HuntEvent.CallerGone());
        Finish(CallCause.CallerGone, status, q850, by);
    }

    // ---- the established call

    public void SideEnded(CallSide side, SessionEnd why, SipMessage? bye)
    {
        if (_over || _ending || !Conversation.Has(side))
            return;
        // Hanging up the other side reports its end here as well.
        _ending = true;
        var lost = why is SessionEnd.NoAck or SessionEnd.PeerLost;
        var q850 = StatusToCause.Q850Of(bye) ?? (lost ? 102 : 16);
        if (Conversation.OtherThan(side)?.Session is { } other)
            other.HangUp(bye is null || !bye.Has(HeaderId.Reason) ? System.Text.Encoding.ASCII.GetBytes(CauseToStatus.ReasonOf(q850)) : bye[HeaderId.Reason]);
        var by = why != SessionEnd.PeerHungUp ? Storage.Calls.ReleasedBy.Bridge
            : side == _caller.Side ? Storage.Calls.ReleasedBy.Caller : Storage.Calls.ReleasedBy.Called;
        if (side == _caller.Side && _hunt.State != HuntState.Connected)
            Raise(new HuntEvent.CallerGone());
        Finish(CallCause.Cleared, 200, q850, by);
    }

    /// <summary>The bridge ends the call: drain time over, longest duration, a treatment that is through.</summary>
    public void End(CallCause cause)
    {
        if (_over)
            return;
        if (_caller.IsPending)
        {
            Raise(new HuntEvent.CallerGone());
            Reject(cause == CallCause.Cleared ? CallCause.Overload : cause);
            return;
        }
        _ending = true;
        _caller.Side.Session?.HangUp(System.Text.Encoding.ASCII.GetBytes(CauseToStatus.ReasonOf(16)));
        _connected?.HangUp("Q.850;cause=16;text=\"Normal call clearing\""u8);
        Finish(cause, 200, 16, Storage.Calls.ReleasedBy.Bridge);
    }

    /// <summary>No sound from one side for the watchdog's time: ask whether it still knows the call (SES-2).</summary>
    public void Probe()
    {
        // Before the answer nobody has to send anything, and nobody may be asked in an early dialog.
        if (_over || Journal.AnsweredAt is null)
            return;
        Conversation.Probe();
    }

    private void Fail(ReadOnlySpan<byte> reason)
    {
        _ending = true;
        _connected?.HangUp(reason);
        _caller.Refuse(488, 88);
        Finish(CallCause.Media, 488, 88, Storage.Calls.ReleasedBy.Bridge);
    }

    private void Watch(Media.Relay.IMediaPort? port)
    {
        if (port is not null)
            port.Silent = () => _board.Loop.Post(Probe);
    }

    public void WatchCaller() => Watch(_caller.Side.Media.Port);

    private void EndSetup()
    {
        if (_setupEnded)
            return;
        _setupEnded = true;
        if (_origin.Number is { } number && Plan.Called is { } called)
            _board.Calls.EndSetup(number, called);
    }

    private void Finish(CallCause outcome, int status, int q850, Storage.Calls.ReleasedBy by)
    {
        if (_over)
            return;
        _over = true;
        EndSetup();
        Timers.StopAll();
        if (_origin.TrunkInUse is { } trunk)
            trunk.Channels--;
        if (_origin.Number is { } number)
            _board.Calls.Release(number);
        if (_connected is { } connected)
        {
            _board.Calls.Release(connected.Command.Target.Number);
            connected.Winner?.Side.Dispose();
            connected.Close();
        }
        Journal.CloseLegs();
        _gone.Cancel();
        _caller.Close();
        _board.Calls.Remove(this);
        Journal.Finish(outcome, status, q850, by);
    }
}
