using PbxBridge.Routing.Plans;

namespace PbxBridge.Storage.Calls.Ladders;

/// <summary>One line of a ladder.</summary>
public abstract record LadderRow
{
    private LadderRow()
    {
    }

    /// <param name="From">Index of a <see cref="CallLadder.Columns"/>.</param>
    /// <param name="To">The same; one of the two is the bridge.</param>
    public sealed record Message(FlowEvent Event, int From, int To) : LadderRow;

    /// <summary>What was decided when the messages above had come and those below had not.</summary>
    public sealed record Decision(DecisionStep Step) : LadderRow;
}
