using PbxBridge.Routing.Numbering;

namespace PbxBridge.Calls;

/// <summary>What one call takes of the tables that all calls share, and gives back: a channel of its trunk, the numbers that are in a call (HUNT-2), and
/// until the answer its place among the set-ups (LOOP-5).</summary>
internal sealed class CallClaims(Switchboard board, CallOrigin origin, PhoneNumber? called)
{
    private PhoneNumber? _answeredBy;
    private bool _setupEnded;

    /// <summary>The marks that it bears through the networks around us.</summary>
    public CallMarks Marks { get; } = new(board, origin);

    public void Begin()
    {
        Marks.Begin(called);
        if (origin.TrunkInUse is { } trunk)
            trunk.Channels++;
        if (origin.Number is not { } number)
            return;
        board.Calls.Occupy(number);
        if (called is { } other)
            board.Calls.BeginSetup(number, other);
    }

    /// <summary>This number is in the call, too.</summary>
    public void Connect(PhoneNumber number)
    {
        _answeredBy = number;
        board.Calls.Occupy(number);
    }

    public void EndSetup()
    {
        if (_setupEnded)
            return;
        _setupEnded = true;
        Marks.End();
        if (origin.Number is { } number && called is { } other)
            board.Calls.EndSetup(number, other);
    }

    public void End()
    {
        EndSetup();
        if (origin.TrunkInUse is { } trunk)
            trunk.Channels--;
        if (origin.Number is { } number)
            board.Calls.Release(number);
        if (_answeredBy is { } other)
            board.Calls.Release(other);
    }
}
