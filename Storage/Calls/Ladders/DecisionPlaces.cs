using PbxBridge.Routing.Plans;

namespace PbxBridge.Storage.Calls.Ladders;

/// <summary>Where decisions stand among the messages of a call. A record has them in order, without a time: the plan's belong to the caller's INVITE, and what a hunt or a transfer
/// found belongs to the message with which it became known (decision 0041). Pure.</summary>
internal sealed class DecisionPlaces
{
    private const int Unknown = -2;

    private readonly Dictionary<string, LegTrace> _legs;
    private readonly IReadOnlyList<CallAttempt> _all;
    private readonly List<CallAttempt> _left;
    private readonly Func<string, string?> _nameOf;
    private readonly IReadOnlyList<FlowEvent> _flow;
    private string? _referrer;
    private int _now;

    private DecisionPlaces(IReadOnlyList<FlowEvent> flow, IReadOnlyList<CallAttempt> attempts, Func<string, string?> nameOf, int begin)
    {
        (_flow, _all, _left, _nameOf, _now) = (flow, attempts, [.. attempts], nameOf, begin);
        _legs = LegTrace.Of(flow);
        // The call is one that a transfer makes.
        _referrer = begin >= 0 && Is(flow[begin], "REFER") ? flow[begin].Leg : null;
    }

    /// <summary>For each decision the index of the message after which it stands; -1: before all of them. Never less than that of the decision before.</summary>
    /// <param name="nameOf">See <see cref="CallLadder.Of(CallRecord, Func{string, string})"/>.</param>
    public static int[] Of(IReadOnlyList<FlowEvent> flow, IReadOnlyList<DecisionStep> decisions, IReadOnlyList<CallAttempt> attempts, Func<string, string?> nameOf)
    {
        var places = new int[decisions.Count];
        var begin = FirstOfCaller(flow);
        var planned = 0;
        while (planned < places.Length && !IsDuringTheCall(decisions[planned]))
            places[planned++] = begin;
        var finder = new DecisionPlaces(flow, attempts, nameOf, begin);
        for (var i = planned; i < places.Length; i++)
            places[i] = finder.Find(decisions[i]);
        Fill(places.AsSpan(planned), flow.Count - 1);
        return places;
    }

    // The steps that a hunt, a transfer or a cut adds while the call runs; they come after those of the plan.
    private static bool IsDuringTheCall(DecisionStep step) => step.Step is "hunt" or "transferred" or "redirect" or "end";

    // Nobody has called when a transfer makes a call: it was planned before its first message.
    private static int FirstOfCaller(IReadOnlyList<FlowEvent> flow)
    {
        for (var i = 0; i < flow.Count; i++)
        {
            if (flow[i] is { Leg: CallLadder.Caller, Sent: false })
                return i;
        }

        return -1;
    }

    // What cannot be found stands with what was found before it, else after it, else at the end.
    private static void Fill(Span<int> places, int end)
    {
        var known = places.IndexOfAnyExcept(Unknown);
        places[..(known < 0 ? places.Length : known)].Fill(known < 0 ? end : places[known]);
        for (var i = 1; i < places.Length; i++)
        {
            if (places[i] == Unknown)
                places[i] = places[i - 1];
        }
    }

    private int Find(DecisionStep step)
    {
        var place = step switch
        {
            { Step: "hunt", Rule: "§4.2" } => Failure(step),
            { Step: "hunt", Rule: "FAKE-1" } => NotTaken(step),
            { Step: "hunt", Rule: "HUNT-3" } => LateAnswer(step.Input),
            { Step: "transferred" } => Transfer(),
            { Step: "end" } => Next(message => message.Sent && Is(message, "BYE")) is > 0 and var bye ? bye - 1 : Unknown,
            { Step: "redirect" } => Next(message => !message.Sent && MessageHead.Of(message.FirstLine).Status is >= 300 and < 400),
            _ => Unknown,
        };
        return place == Unknown ? Unknown : _now = Math.Max(_now, place);
    }

    // All phones of one who was rung are over: the last of them tells it.
    private int Failure(DecisionStep step)
    {
        var over = Attempts(step).Where(attempt => attempt.Outcome.ToString() == step.Outcome).Select(attempt => (Attempt: attempt, _legs[attempt.Leg].End)).Where(one => one.End >= _now).ToList();
        if (over.Count == 0)
            return Unknown;
        var first = over.MinBy(one => one.End);
        var together = _left.Where(attempt => attempt.Target == first.Attempt.Target && _legs.TryGetValue(attempt.Leg, out var leg) && leg.First <= first.End).ToList();
        _left.RemoveAll(together.Contains);
        return together.Max(attempt => _legs[attempt.Leg].End);
    }

    // The bridge hangs up on him.
    private int NotTaken(DecisionStep step) =>
        Attempts(step).Select(attempt => _legs[attempt.Leg].Bye).Where(bye => bye >= _now).DefaultIfEmpty(Unknown).Min();

    // With their name or number; where nobody has it, whoever it may be. Who was not sent a message has no place, and not somebody else's.
    private IEnumerable<CallAttempt> Attempts(DecisionStep step)
    {
        var isKnown = _all.Any(IsNamed);
        return _left.Where(attempt => _legs.ContainsKey(attempt.Leg) && (!isKnown || IsNamed(attempt)));

        bool IsNamed(CallAttempt attempt) => attempt.Target == step.Input || _nameOf(attempt.Target) == step.Input;
    }

    private int LateAnswer(string leg)
    {
        for (var i = _flow.Count - 1; i >= 0; i--)
        {
            if ((_flow[i].Leg == leg || _flow[i].Leg == "B" + leg) && !_flow[i].Sent && MessageHead.Of(_flow[i].FirstLine).Kind == MessageKind.Success && CSeqIsInvite(_flow[i]))
                return i;
        }

        return Unknown;
    }

    // RFC 3515: a transfer is asked for with REFER, and what comes of it is told in the last NOTIFY for it; in the call that it makes, by the answer.
    private int Transfer()
    {
        if (_referrer is not { } leg)
        {
            var refer = Next(message => !message.Sent && Is(message, "REFER"));
            _referrer = refer == Unknown ? null : _flow[refer].Leg;
            return refer;
        }

        _referrer = null;
        var told = Unknown;
        for (var i = _now + 1; i < _flow.Count && !(_flow[i].Leg == leg && !_flow[i].Sent && Is(_flow[i], "REFER")); i++)
        {
            if (_flow[i].Leg == leg && _flow[i].Sent && Is(_flow[i], "NOTIFY"))
                told = i;
        }

        return told != Unknown ? told : Next(message => !message.Sent && message.Leg != leg && MessageHead.Of(message.FirstLine).Kind == MessageKind.Success && CSeqIsInvite(message));
    }

    private int Next(Func<FlowEvent, bool> isIt)
    {
        for (var i = Math.Max(_now, 0); i < _flow.Count; i++)
        {
            if (isIt(_flow[i]))
                return i;
        }

        return Unknown;
    }

    private static bool Is(FlowEvent message, string method) => message.FirstLine.StartsWith(method + " ", StringComparison.Ordinal);

    // What was not kept may be one.
    private static bool CSeqIsInvite(FlowEvent message) => message.Raw.IsEmpty || message.Raw.Span.IndexOf(" INVITE\r\n"u8) >= 0;
}
