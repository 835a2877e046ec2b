using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Hunting;

/// <summary>Runs the steps of a call plan: events in, commands out. Pure: no clock, no threads, no I/O.</summary>
/// <remarks>Not thread-safe; belongs to one call. It ends at most once (connected, refused, handed to a treatment that ended, or caller gone); after that
/// it only hangs up legs whose answer came late. Stale events and unknown legs are ignored.</remarks>
/// <param name="plan">Its steps are run.</param>
/// <param name="isInCall">Is the number in a call through the bridge at this moment (HUNT-2)? Asked within <see cref="On"/>; null: nobody is.</param>
/// <param name="isOutOfReach">Was it out of reach again and again just now (§4.3)? Asked in the same way.</param>
public sealed class Hunt(CallPlan plan, Predicate<PhoneNumber>? isInCall = null, HuntTimers? timers = null, Predicate<PhoneNumber>? isOutOfReach = null)
{
    private static readonly List<HuntCommand> Nowhere = [];

    private readonly HuntTimers _periods = timers ?? HuntTimers.Default;
    private Ringing _ringing = new(timers ?? HuntTimers.Default);
    // Of the event that is dealt with.
    private List<HuntCommand> _commands = Nowhere;
    private int _step;
    private LineRounds? _rounds;
    private StepFailures _failures;
    private CallCause _afterAnnouncement;
    private bool _lineTimeOver;
    private bool _toldRinging;

    public HuntState State { get; private set; }

    /// <summary>Takes one event and appends what is to be done.</summary>
    public void On(HuntEvent e, List<HuntCommand> commands)
    {
        _commands = commands;
        Take(e, commands);
        _commands = Nowhere;
    }

    private void Take(HuntEvent e, List<HuntCommand> commands)
    {
        switch (State, e)
        {
            case (HuntState.Idle, HuntEvent.Started):
                _ringing.StartTimer(HuntTimer.Setup, _periods.Setup, commands);
                Enter(0);
                break;
            case (HuntState.Ringing, HuntEvent.Provisional p) when _ringing.IsOpen(p.Leg, out var attempt):
                Rings(attempt, p.Leg, p.Diverted);
                break;
            case (HuntState.Ringing, HuntEvent.Answered a) when _ringing.IsOpen(a.Leg, out var attempt):
                Answered(attempt, a.Leg, a.Diverted);
                break;
            case (_, HuntEvent.Answered a):
                _ringing.HangUpLate(a.Leg, State == HuntState.Connected, commands);
                break;
            case (HuntState.Ringing, HuntEvent.Replied r) when _ringing.IsAsked(r.Leg, out var attempt):
                if (r.Takes)
                    Connect(attempt, r.Leg);
                else
                    NotTaken(attempt);
                break;
            case (HuntState.Ringing, HuntEvent.Redirected r) when _ringing.IsPending(r.Leg, out var attempt):
                _ringing.Failed(r.Leg);
                Redirect(attempt, r.Leg, r.To);
                break;
            case (HuntState.Ringing, HuntEvent.Failed f) when _ringing.IsPending(f.Leg, out var attempt):
                _ringing.Failed(f.Leg);
                LegOver(attempt, f.Leg, f.Cause, f.AtOnce);
                break;
            case (_, HuntEvent.Failed f):
                _ringing.Ended(f.Leg);
                break;
            case (HuntState.Ringing or HuntState.Announcing, HuntEvent.TimerExpired t) when _ringing.Expired(t.Timer):
                TimeOver(t.Timer);
                break;
            case (HuntState.Announcing, HuntEvent.TreatmentEnded):
                Refuse(_afterAnnouncement);
                break;
            case (HuntState.Voicemail, HuntEvent.TreatmentEnded or HuntEvent.CallerGone):
                End(HuntState.Over);
                break;
            case (HuntState.Idle or HuntState.Ringing or HuntState.Announcing, HuntEvent.CallerGone):
                _ringing.Cancel(CancelReason.CallerGone, _commands);
                End(HuntState.Over);
                break;
        }
    }

    private void Enter(int index)
    {
        _step = index;
        _rounds = null;
        if (index >= plan.Steps.Length)
        {
            Refuse(_failures.First ?? CallCause.NobodyToRing);
            return;
        }
        switch (plan.Steps[index])
        {
            case PlanStep.Ring ring:
                Diversion? diversion = ring.Target.Diverting is { } by ? new(by, Outcome.Diverts(_failures.Last)) : null;
                if (diversion is { } sentOn && !ring.Target.DoNotDisturb)
                    _commands.Add(new HuntCommand.TellForwarded(ring.Target.Number, sentOn));
                Begin(ring.Target, ring.For, diversion, ring.RelayEarlyMedia, ring.Onward.IsEmpty);
                break;
            case PlanStep.RingLine line:
                TellForwarded(line.Line, line.Diverting);
                _rounds = new LineRounds(line, isInCall, isOutOfReach);
                _lineTimeOver = false;
                _ringing.StartTimer(HuntTimer.LineTotal, line.Total, _commands);
                NextMember(line);
                break;
            case PlanStep.Voicemail voicemail:
                // §4.3: the line's overflow. A person's own mailbox is part of calling him.
                if (_step > 0 && plan.Steps[_step - 1] is PlanStep.RingLine && voicemail.Mailbox.Line is { } own)
                    TellForwarded(own, null);
                _commands.Add(new HuntCommand.OpenVoicemail(voicemail.Mailbox, _failures.First ?? CallCause.NoAnswer));
                End(HuntState.Voicemail);
                break;
            case PlanStep.VoicemailMenu menu:
                _commands.Add(new HuntCommand.OpenVoicemailMenu(menu.Mailbox));
                End(HuntState.Voicemail);
                break;
            case PlanStep.TopUp topUp:
                _commands.Add(new HuntCommand.OpenTopUp(topUp.Company, topUp.Account, topUp.Code));
                End(HuntState.Voicemail);
                break;
            case PlanStep.Announce announce:
                _afterAnnouncement = announce.Then;
                State = HuntState.Announcing;
                _commands.Add(new HuntCommand.Announce(announce.What));
                break;
            case PlanStep.Reject reject:
                Refuse(reject.Cause ?? _failures.First ?? CallCause.NobodyToRing);
                break;
        }
    }

    private void Begin(RingTarget target, TimeSpan ringFor, Diversion? diversion, bool relayEarlyMedia, bool last)
    {
        var attempt = _ringing.Begin(new Attempt(target, ringFor, refusesDiversion: !relayEarlyMedia));
        State = HuntState.Ringing;
        if (target.DoNotDisturb)
        {
            attempt.Refuse(CallCause.Busy);
            _commands.Add(new HuntCommand.Note(HuntNotes.DoNotDisturb(target)));
            AttemptOver(attempt);
            return;
        }
        if (!_ringing.Invite(attempt, diversion, relayEarlyMedia, last, plan.IsEmergency, _commands))
            AttemptOver(attempt);
    }

    private void Rings(Attempt attempt, LegId leg, bool diverted)
    {
        if (IsTurnedAway(attempt, leg, diverted, answered: false))
            return;
        _ringing.Rings(attempt, leg, _commands);
        if (!_toldRinging)
        {
            _toldRinging = true;
            _commands.Add(new HuntCommand.TellRinging());
        }
    }

    private void Answered(Attempt attempt, LegId leg, bool diverted)
    {
        if (IsTurnedAway(attempt, leg, diverted, answered: true))
            return;
        if (plan.Steps[_step] is PlanStep.RingLine { AsksToTake: true })
            _ringing.Ask(attempt, leg, _commands);
        else
            Connect(attempt, leg);
    }

    // D8.
    private bool IsTurnedAway(Attempt attempt, LegId leg, bool diverted, bool answered)
    {
        if (!diverted || !attempt.RefusesDiversion)
            return false;
        _ringing.TurnAway(leg, answered, _commands);
        LegOver(attempt, leg, CallCause.Diverted, atOnce: true);
        return true;
    }

    private void Connect(Attempt attempt, LegId leg)
    {
        _ringing.Connect(attempt, leg, _commands);
        End(HuntState.Connected);
    }

    private void NotTaken(Attempt attempt) => LegOver(attempt, _ringing.NotTaken(attempt, _commands), CallCause.Diverted, atOnce: false);

    private void LegOver(Attempt attempt, LegId leg, CallCause cause, bool atOnce)
    {
        attempt.Fail(leg, cause, atOnce);
        if (cause == CallCause.Declined)
            _ringing.Cancel(CancelReason.DeclinedElsewhere, _commands);
        if (attempt.Pending.Count == 0)
            AttemptOver(attempt);
    }

    // FWD-2: he sends the call on, on all his devices; what would follow his own failure follows this one's. Once only, and not a member, nor a second
    // number (D8, PL-5).
    private void Redirect(Attempt attempt, LegId leg, RingTarget to)
    {
        if (attempt.Target.Diverting is not null || plan.Steps[_step] is not PlanStep.Ring ring)
        {
            LegOver(attempt, leg, CallCause.Diverted, atOnce: true);
            return;
        }
        attempt.Pending.Remove(leg);
        _ringing.Cancel(CancelReason.DeclinedElsewhere, _commands);
        _ringing.StopRinging(_commands);
        var by = new Diversion(attempt.Target.Number, attempt.Rang ? DiversionReason.Declined : DiversionReason.Unconditional);
        if (!to.DoNotDisturb)
            _commands.Add(new HuntCommand.TellForwarded(to.Number, by));
        Begin(to, attempt.RingFor, by, ring.RelayEarlyMedia, ring.Onward.IsEmpty);
    }

    private void AttemptOver(Attempt attempt)
    {
        _ringing.Over(_commands);
        if (!attempt.Target.DoNotDisturb)
            _commands.Add(new HuntCommand.Note(HuntNotes.Failed(attempt.Target, attempt.Cause, attempt.Rang)));
        switch (plan.Steps[_step])
        {
            case PlanStep.RingLine line:
                _rounds?.Record(attempt.Target, attempt.Cause, attempt.Rang, attempt.AskAgain);
                if (attempt is { Rang: false, Cause: CallCause.Unreachable })
                    _commands.Add(new HuntCommand.OutOfReach(attempt.Target.Number));
                if (!attempt.AskAgain)
                    _commands.Add(new HuntCommand.Note(HuntNotes.Dropped(attempt.Target, attempt.Cause)));
                NextMember(line);
                break;
            case PlanStep.Ring ring:
                _failures.Add(attempt.Cause);
                Enter(Outcome.StepAfter(ring.Onward, attempt.Cause, _step, plan.Steps.Length));
                break;
        }
    }

    private void NextMember(PlanStep.RingLine line)
    {
        if (!_lineTimeOver && _rounds?.Next(_commands) is { } member)
            Begin(member, member.RingFor > TimeSpan.Zero ? member.RingFor : line.RingFor, new Diversion(line.Line, DiversionReason.ServiceNumber), relayEarlyMedia: false, last: false);
        else
            LineOver(line);
    }

    private void LineOver(PlanStep.RingLine line)
    {
        var cause = _rounds?.Cause ?? CallCause.NobodyToRing;
        _ringing.StopTimer(HuntTimer.LineTotal, _commands);
        _commands.Add(new HuntCommand.Note(HuntNotes.LineOver(line.Line, cause)));
        _failures.Add(cause);
        Enter(_step + 1);
    }

    private void TimeOver(HuntTimer timer)
    {
        if (timer == HuntTimer.Setup)
        {
            _ringing.Cancel(CancelReason.SetupTimeout, _commands);
            Refuse(State == HuntState.Announcing ? _afterAnnouncement : CallCause.SetupTimeout);
            return;
        }
        if (_ringing.Attempt is not { } attempt)
            return;
        if (timer == HuntTimer.Reply)
        {
            NotTaken(attempt);
            return;
        }
        _lineTimeOver = timer == HuntTimer.LineTotal;
        _ringing.Cancel(_lineTimeOver ? CancelReason.SetupTimeout : CancelReason.NoAnswer, _commands);
        attempt.GiveUp();
        AttemptOver(attempt);
    }

    // By whom a line or its mailbox is reached, where the step does not say: the line before it.
    private void TellForwarded(PhoneNumber to, PhoneNumber? diverting)
    {
        if ((diverting ?? (_step > 0 ? Outcome.IdentityOf(plan.Steps[_step - 1]) : null)) is { } by)
            _commands.Add(new HuntCommand.TellForwarded(to, new(by, Outcome.Diverts(_failures.Last))));
    }

    private void Refuse(CallCause cause)
    {
        _commands.Add(new HuntCommand.Reject(cause));
        End(HuntState.Over);
    }

    private void End(HuntState state)
    {
        State = state;
        _ringing.End(_commands);
    }
}
