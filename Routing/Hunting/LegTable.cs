namespace PbxBridge.Routing.Hunting;

/// <summary>What the hunt knows of each leg that it ever asked for, so that an answer that crosses a cancellation finds its reason.</summary>
/// <remarks>A part of one hunt, in place: it must not be copied.</remarks>
internal struct LegTable
{
    // Most calls have one leg.
    private (LegState State, CancelReason Reason)[] _legs = new (LegState, CancelReason)[1];

    public LegTable()
    {
    }

    public int Count { get; private set; }

    public LegId Add()
    {
        if (Count == _legs.Length)
            Array.Resize(ref _legs, 2 * Count);
        _legs[Count++] = (LegState.Trying, default);
        return new LegId(Count);
    }

    /// <summary><see cref="LegState.Unknown"/> for a leg that this hunt never asked for.</summary>
    public LegState this[LegId leg]
    {
        get => IsKnown(leg) ? _legs[leg.Value - 1].State : LegState.Unknown;
        set => _legs[leg.Value - 1] = (value, _legs[leg.Value - 1].Reason);
    }

    public void Cancel(LegId leg, CancelReason reason, List<HuntCommand> commands)
    {
        if (this[leg] == LegState.Asked)
        {
            this[leg] = LegState.HungUp;
            commands.Add(new HuntCommand.HangUp(leg, reason));
            return;
        }

        _legs[leg.Value - 1] = (LegState.Cancelled, reason);
        commands.Add(new HuntCommand.CancelLeg(leg, reason));
    }

    /// <summary>Cancels every leg of the list, or hangs it up, and empties the list.</summary>
    public void CancelAll(List<LegId> pending, CancelReason reason, List<HuntCommand> commands)
    {
        foreach (var leg in pending)
            Cancel(leg, reason, commands);
        pending.Clear();
    }

    /// <summary>An answer that crossed our cancellation, or that came from a leg already given up (HUNT-3).</summary>
    /// <param name="somebodyElse">The caller talks to somebody else by now.</param>
    public void HangUpLate(LegId leg, bool somebodyElse, List<HuntCommand> commands)
    {
        if (this[leg] is not (LegState.Cancelled or LegState.Failed))
            return;
        var reason = somebodyElse ? CancelReason.AnsweredElsewhere : _legs[leg.Value - 1].Reason;
        this[leg] = LegState.HungUp;
        commands.Add(new HuntCommand.HangUp(leg, reason));
        commands.Add(new HuntCommand.Note(HuntNotes.LateAnswer(leg)));
    }

    private bool IsKnown(LegId leg) => leg.Value >= 1 && leg.Value <= Count;
}

internal enum LegState
{
    Unknown,

    /// <summary>Invited, no sign yet.</summary>
    Trying,
    Ringing,

    /// <summary>Answered, and asked whether it takes the call.</summary>
    Asked,

    /// <summary>We cancelled it; its end, or an answer that crossed, is still to come.</summary>
    Cancelled,

    /// <summary>Over: failed, or hung up by us.</summary>
    Failed,
    HungUp,

    /// <summary>The one that the caller talks to.</summary>
    Connected,
}
