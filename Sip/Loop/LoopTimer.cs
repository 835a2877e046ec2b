namespace PbxBridge.Sip.Loop;

/// <summary>What a timer wakes.</summary>
public interface ITimerOwner
{
    /// <summary>The timer ran out; it is no longer armed and may be armed again.</summary>
    void TimerFired(LoopTimer timer);
}

/// <summary>A timer that lives inside its owner: arming and cancelling allocate nothing and take constant time.</summary>
/// <param name="owner">Woken on the loop's thread.</param>
/// <param name="kind">Tells the owner which of its timers this is.</param>
public sealed class LoopTimer(ITimerOwner owner, byte kind = 0)
{
    internal readonly ITimerOwner Owner = owner;
    internal LoopTimer? Next;
    internal LoopTimer? Previous;
    internal int Slot = -1;

    public byte Kind { get; } = kind;

    public bool IsArmed => Slot >= 0;

    /// <summary>When it fires, in milliseconds of the loop's clock.</summary>
    public long Due { get; internal set; }
}
