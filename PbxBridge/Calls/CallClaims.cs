using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Calls;

/// <summary>What one call takes of the tables that all calls share until it is answered, and gives back: its place among the set-ups (LOOP-5), and its marks. Beside them: what stays counted.</summary>
internal sealed class CallClaims(Switchboard board, CallOrigin origin, PhoneNumber? called)
{
    private bool _setupEnded;
    // Set after an answer on a line whose order follows from that.
    private (PhoneNumber Line, PhoneNumber Member)? _turn;

    /// <summary>The marks that it bears through the networks around us.</summary>
    public CallMarks Marks { get; } = new(board, origin);

    public void Begin()
    {
        Marks.Begin(called);
        if (origin.Number is { } number && called is { } other)
            board.Calls.BeginSetup(number, other);
    }

    /// <summary>The caller may not call this number: it counts against him (BAR-8).</summary>
    /// <param name="now">Milliseconds of the loop.</param>
    public void CountDenial(long now)
    {
        if (origin.Parent is null && origin.Number is { } number && board.Denials.Add(number, now))
            CallsLog.ManyDenials(board.Log, ShortenedNumber.Of(number.Value));
    }

    /// <summary>The leg was answered.</summary>
    public void TakeTurn(CallPlan plan, CallLeg leg)
    {
        if (board.LineTurns.Answered(plan, leg) is { } line)
            _turn = (line, leg.Command.Target.Number);
    }

    /// <summary>The call is over.</summary>
    /// <param name="now">Milliseconds of the loop.</param>
    public void EndTurn(long now)
    {
        if (_turn is var (line, member))
            board.LineTurns.Ended(line, member, now);
    }

    public void End()
    {
        if (_setupEnded)
            return;
        _setupEnded = true;
        Marks.End();
        if (origin.Number is { } number && called is { } other)
            board.Calls.EndSetup(number, other);
    }
}
