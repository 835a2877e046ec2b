using PbxBridge.Routing.Numbering;

namespace PbxBridge.Calls;

/// <summary>What one call takes of the tables that all calls share until it is answered, and gives back: its place among the set-ups (LOOP-5), and its marks. Beside them: what stays counted.</summary>
internal sealed class CallClaims(Switchboard board, CallOrigin origin, PhoneNumber? called)
{
    private bool _setupEnded;

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
