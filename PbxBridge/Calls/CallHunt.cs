using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Calls;

/// <summary>Runs the hunt of one call: events go in one after another, and what the hunt wants is done.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class CallHunt(Switchboard board, Call call)
{
    private readonly Hunt _hunt = new(call.Plan, board.Calls.IsBusy, board.HuntTimers, board.OutOfReach.IsOut);
    // Made when an event comes while another one is dealt with.
    private Queue<HuntEvent>? _waiting;
    private bool _raising;

    public HuntState State => _hunt.State;

    /// <summary>An event that comes while another one is dealt with waits for its turn.</summary>
    public void Raise(HuntEvent e)
    {
        if (_raising)
        {
            (_waiting ??= []).Enqueue(e);
            return;
        }
        _raising = true;
        var commands = board.HuntCommands.Take();
        HuntEvent? next = e;
        do
        {
            _hunt.On(next, commands);
            foreach (var command in commands)
                Do(command);
            commands.Clear();
        }
        while (_waiting is not null && _waiting.TryDequeue(out next));
        board.HuntCommands.Return(commands);
        _raising = false;
    }

    public void TimerFired(HuntTimer timer)
    {
        // TRK-7: another address of the trunk was turned to just now and gets its own time to ring.
        if (timer == HuntTimer.Provisional && call.Legs.OwedToAddress is { Ticks: > 0 } owed)
            call.Timers.Start(timer, owed);
        else
            Raise(new HuntEvent.TimerExpired(timer));
    }

    // FWD-3: not to a network outside the trust domain.
    private HistoryHeader? HistoryOf(HuntCommand.TellForwarded forwarded) =>
        call.Origin.Profile.Trusted || call.Origin.Source is not CallSource.FromMobileNetwork
            ? new(call.Origin.Profile.Trusted ? call.Origin.Passed.History : [], forwarded.By, forwarded.To, board.HostTowards(call.Origin.Flow))
            : null;

    private void Do(HuntCommand command)
    {
        switch (command)
        {
            case HuntCommand.Invite invite:
                call.Legs.Start(invite);
                break;
            case HuntCommand.CancelLeg cancel:
                call.Legs.Find(cancel.Leg)?.Cancel(cancel.Reason);
                break;
            case HuntCommand.HangUp hangUp:
                TakeQuestion.End(call, hangUp.Leg);
                call.Legs.Find(hangUp.Leg)?.Release(hangUp.Reason);
                break;
            case HuntCommand.StartTimer start:
                call.Timers.Start(start.Timer, start.For);
                break;
            case HuntCommand.StopTimer stop:
                call.Timers.Stop(stop.Timer);
                break;
            case HuntCommand.TellRinging when call.Caller.TellRinging():
                call.Rings();
                break;
            case HuntCommand.TellForwarded forwarded:
                call.Caller.TellForwarded(HistoryOf(forwarded));
                break;
            case HuntCommand.AskToTake ask when call.Legs.Find(ask.Leg) is { } answered:
                TakeQuestion.Ask(board, call, answered);
                break;
            case HuntCommand.OutOfReach lost:
                board.OutOfReach.Add(lost.Member);
                break;
            case HuntCommand.Connect connect when call.Legs.Find(connect.Leg) is { } leg:
                call.Connect(leg);
                break;
            case HuntCommand.OpenVoicemail voicemail:
                board.Treatments.Deposit(call, voicemail.Mailbox, voicemail.Because);
                break;
            case HuntCommand.OpenVoicemailMenu menu:
                board.Treatments.Menu(call, menu.Mailbox);
                break;
            case HuntCommand.OpenTopUp topUp:
                board.Treatments.TopUp(call, topUp);
                break;
            case HuntCommand.Announce announce:
                board.Treatments.Announce(call, announce.What);
                break;
            case HuntCommand.Reject reject:
                call.Ending.Reject(reject.Cause);
                break;
            case HuntCommand.Note note:
                call.Journal.Note(note.Step);
                break;
        }
    }
}
