using System.Collections.Immutable;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Storage.Calls.Ladders;

/// <summary>A call as a picture: who takes part, the messages between them in order, and what was decided where it was decided.</summary>
/// <param name="Columns">The caller, the bridge, then those whom it rang, as they come.</param>
public sealed record CallLadder(ImmutableArray<LadderColumn> Columns, ImmutableArray<LadderRow> Rows)
{
    /// <summary>Index of the bridge's column.</summary>
    public const int Bridge = 1;

    /// <summary>The caller's leg.</summary>
    public const string Caller = "A";

    /// <param name="nameOf">Number of somebody who was rung → the name that decisions give him; null: they give the number.</param>
    public static CallLadder Of(CallRecord call, Func<string, string?>? nameOf = null) => Of(call.Flow, call.Decisions, call.Attempts, nameOf);

    public static CallLadder Of(
        IReadOnlyList<FlowEvent> flow, IReadOnlyList<DecisionStep> decisions, IReadOnlyList<CallAttempt> attempts, Func<string, string?>? nameOf = null)
    {
        var places = DecisionPlaces.Of(flow, decisions, attempts, nameOf ?? (_ => null));
        var columns = ColumnsOf(flow);
        var rows = ImmutableArray.CreateBuilder<LadderRow>(flow.Count + decisions.Count);
        var told = 0;
        for (var i = -1; i < flow.Count; i++)
        {
            if (i >= 0)
                rows.Add(Arrow(flow[i], columns[flow[i].Leg]));
            for (; told < decisions.Count && places[told] <= i; told++)
                rows.Add(new LadderRow.Decision(decisions[told]));
        }

        return new([.. Named(flow, columns)], rows.ToImmutable());
    }

    private static Dictionary<string, int> ColumnsOf(IReadOnlyList<FlowEvent> flow)
    {
        var columns = new Dictionary<string, int> { [Caller] = 0 };
        foreach (var message in flow)
            columns.TryAdd(message.Leg, columns.Count + 1);
        return columns;
    }

    private static IEnumerable<LadderColumn> Named(IReadOnlyList<FlowEvent> flow, Dictionary<string, int> columns)
    {
        var peers = new Dictionary<string, string>();
        foreach (var message in flow)
            peers.TryAdd(message.Leg, message.Peer);
        foreach (var leg in columns.OrderBy(column => column.Value).Select(column => column.Key))
        {
            yield return new(leg, peers.GetValueOrDefault(leg, ""));
            if (leg == Caller)
                yield return new(null, "");
        }
    }

    private static LadderRow.Message Arrow(FlowEvent message, int peer) => message.Sent ? new(message, Bridge, peer) : new(message, peer, Bridge);
}
