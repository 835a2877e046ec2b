using System.Diagnostics.CodeAnalysis;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Hunting;

/// <summary>Who is rung at the moment: the attempt, its legs, their timers, and the question whether the one who answered takes the call.</summary>
/// <remarks>A part of one hunt, in place: it must not be copied. What a step of the plan makes of an attempt's end is the hunt's business.</remarks>
internal struct Ringing(HuntTimers periods)
{
    private LegTable _legs = new();
    private RunningTimers _timers;

    /// <summary>Null: nobody is rung.</summary>
    public Attempt? Attempt { get; private set; }

    /// <summary>The leg may still answer, or has answered and is asked.</summary>
    public readonly bool IsPending(LegId leg, [NotNullWhen(true)] out Attempt? attempt) => (attempt = Attempt) is not null && attempt.Pending.Contains(leg);

    /// <summary>It may still answer.</summary>
    public readonly bool IsOpen(LegId leg, [NotNullWhen(true)] out Attempt? attempt) => IsPending(leg, out attempt) && _legs[leg] != LegState.Asked;

    /// <summary>It has answered and is asked.</summary>
    public readonly bool IsAsked(LegId leg, [NotNullWhen(true)] out Attempt? attempt) => IsPending(leg, out attempt) && _legs[leg] == LegState.Asked;

    public void StartTimer(HuntTimer timer, TimeSpan period, List<HuntCommand> commands) => _timers.Start(timer, period, commands);

    public void StopTimer(HuntTimer timer, List<HuntCommand> commands) => _timers.Stop(timer, commands);

    /// <inheritdoc cref="RunningTimers.StopRinging"/>
    public void StopRinging(List<HuntCommand> commands) => _timers.StopRinging(commands);

    /// <inheritdoc cref="RunningTimers.Expired"/>
    public bool Expired(HuntTimer timer) => _timers.Expired(timer);

    /// <summary>The turn of somebody else; those before him are over.</summary>
    public Attempt Begin(Attempt attempt) => Attempt = attempt;

    /// <summary>Invites all his devices; false when he has none.</summary>
    /// <param name="last">Nobody follows him.</param>
    public bool Invite(Attempt attempt, Diversion? diversion, bool relayEarlyMedia, bool last, bool emergency, List<HuntCommand> commands)
    {
        var mobile = false;
        foreach (var destination in attempt.Target.Destinations)
        {
            var leg = _legs.Add();
            attempt.Pending.Add(leg);
            commands.Add(new HuntCommand.Invite(leg, attempt.Target, destination, diversion, relayEarlyMedia));
            mobile |= destination is Destination.ByTrunk { Mobile: true };
        }
        if (attempt.Pending.Count == 0)
            return false;
        _timers.Start(HuntTimer.Provisional, periods.Patience(mobile, last, emergency), commands);
        return true;
    }

    public void Rings(Attempt attempt, LegId leg, List<HuntCommand> commands)
    {
        _legs[leg] = LegState.Ringing;
        if (!attempt.Ringing())
            return;
        _timers.Stop(HuntTimer.Provisional, commands);
        _timers.Start(HuntTimer.Ring, attempt.RingFor, commands);
    }

    /// <summary>Not he but his voicemail or his forwarding has the leg (D8).</summary>
    public void TurnAway(LegId leg, bool answered, List<HuntCommand> commands)
    {
        if (answered)
        {
            _legs[leg] = LegState.HungUp;
            commands.Add(new HuntCommand.HangUp(leg, CancelReason.Diverted));
        }
        else
        {
            _legs.Cancel(leg, CancelReason.Diverted, commands);
        }
    }

    /// <summary>FAKE-1 d: whoever answered is asked whether he takes the call. His other devices are not needed any more.</summary>
    public void Ask(Attempt attempt, LegId leg, List<HuntCommand> commands)
    {
        attempt.Pending.Remove(leg);
        Cancel(CancelReason.AnsweredElsewhere, commands);
        attempt.Pending.Add(leg);
        attempt.Ringing();
        _legs[leg] = LegState.Asked;
        _timers.StopRinging(commands);
        commands.Add(new HuntCommand.AskToTake(leg));
        _timers.Start(HuntTimer.Reply, periods.Reply, commands);
    }

    /// <summary>He said no, or nothing; gives the leg that was asked.</summary>
    public LegId NotTaken(Attempt attempt, List<HuntCommand> commands)
    {
        var leg = attempt.Pending[0];
        Cancel(CancelReason.Diverted, commands);
        commands.Add(new HuntCommand.Note(HuntNotes.NotTaken(attempt.Target)));
        return leg;
    }

    public void Connect(Attempt attempt, LegId leg, List<HuntCommand> commands)
    {
        _legs[leg] = LegState.Connected;
        attempt.Pending.Remove(leg);
        commands.Add(new HuntCommand.Connect(leg));
        Cancel(CancelReason.AnsweredElsewhere, commands);
    }

    /// <summary>The leg came to its end by itself.</summary>
    public void Failed(LegId leg) => _legs[leg] = LegState.Failed;

    /// <summary>The end of a leg that was cancelled before.</summary>
    public void Ended(LegId leg)
    {
        if (_legs[leg] == LegState.Cancelled)
            Failed(leg);
    }

    /// <inheritdoc cref="LegTable.HangUpLate"/>
    public void HangUpLate(LegId leg, bool somebodyElse, List<HuntCommand> commands) => _legs.HangUpLate(leg, somebodyElse, commands);

    /// <summary>Cancels every leg that is pending, or hangs it up.</summary>
    public void Cancel(CancelReason reason, List<HuntCommand> commands)
    {
        if (Attempt is { } attempt)
            _legs.CancelAll(attempt.Pending, reason, commands);
    }

    /// <summary>The attempt is over.</summary>
    public void Over(List<HuntCommand> commands)
    {
        Attempt = null;
        _timers.StopRinging(commands);
    }

    /// <summary>The hunt is over.</summary>
    public void End(List<HuntCommand> commands)
    {
        Attempt = null;
        _timers.StopAll(commands);
    }
}
