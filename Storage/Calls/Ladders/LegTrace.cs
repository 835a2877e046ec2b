namespace PbxBridge.Storage.Calls.Ladders;

/// <summary>The messages of one leg by which it is known how it went: their indexes among all of the call, -1 = there is none.</summary>
internal sealed class LegTrace
{
    private int _cancel = -1, _failure = -1, _last;

    public int First { get; private init; }

    /// <summary>The bridge hangs up.</summary>
    public int Bye { get; private set; } = -1;

    /// <summary>With it the bridge knew that the leg was over, unless it was answered: a refusal came, or it gave up itself.</summary>
    public int End => _cancel >= 0 ? _cancel : _failure >= 0 ? _failure : _last;

    public static Dictionary<string, LegTrace> Of(IReadOnlyList<FlowEvent> flow)
    {
        var legs = new Dictionary<string, LegTrace>();
        for (var i = 0; i < flow.Count; i++)
        {
            if (!legs.TryGetValue(flow[i].Leg, out var leg))
                legs.Add(flow[i].Leg, leg = new LegTrace { First = i });
            leg.Add(i, flow[i]);
        }

        return legs;
    }

    private void Add(int index, FlowEvent message)
    {
        _last = index;
        var head = MessageHead.Of(message.FirstLine);
        if (!message.Sent && head.Kind == MessageKind.Failure)
            _failure = index;
        else if (message.Sent && head.Label == "CANCEL" && _cancel < 0)
            _cancel = index;
        else if (message.Sent && head.Label == "BYE" && Bye < 0)
            Bye = index;
    }
}
