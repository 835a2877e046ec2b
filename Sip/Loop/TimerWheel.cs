using System.Numerics;

namespace PbxBridge.Sip.Loop;

/// <summary>A hashed wheel of timers with ticks of 10 ms: 4096 slots, so 41 s a turn; later timers wait in their slot for another turn.</summary>
/// <remarks>Timers of different ticks fire in the order of the ticks, those of one tick in the order in which they were armed.
/// Not thread-safe: it belongs to the signalling loop.</remarks>
public sealed class TimerWheel
{
    public const int TickMilliseconds = 10;
    private const int SlotCount = 4096;

    private readonly LoopTimer?[] _heads = new LoopTimer?[SlotCount];
    private readonly LoopTimer?[] _tails = new LoopTimer?[SlotCount];
    private readonly ulong[] _occupied = new ulong[SlotCount / 64];
    private readonly TurnWatch? _watch;

    // The last tick that was begun, and the timer of its slot to look at next: a callback that throws leaves the rest of its
    // slot to the next Advance.
    private long _tick;
    private LoopTimer? _cursor;

    /// <param name="now">The loop's clock at the start, in milliseconds.</param>
    public TimerWheel(long now)
        : this(now, null)
    {
    }

    internal TimerWheel(long now, TurnWatch? watch)
    {
        Now = now;
        _tick = now / TickMilliseconds;
        _watch = watch;
    }

    /// <summary>Timers armed now.</summary>
    public int Count { get; private set; }

    /// <summary>The wheel's clock in milliseconds; while timers fire, the time of their tick or, when that was already passed, of the turn.</summary>
    public long Now { get; private set; }

    /// <summary>Arms the timer, again if it was armed. It fires at the first tick at or after <paramref name="delay"/> milliseconds,
    /// never within the <see cref="Advance"/> step that is running.</summary>
    public void Arm(LoopTimer timer, long delay)
    {
        if (timer.IsArmed)
            Unlink(timer);
        timer.Due = Now + Math.Max(0, delay);
        var tick = Math.Max(_tick + 1, (timer.Due + TickMilliseconds - 1) / TickMilliseconds);
        Link(timer, (int)(tick % SlotCount));
    }

    public void Arm(LoopTimer timer, TimeSpan delay) => Arm(timer, (long)delay.TotalMilliseconds);

    public void Cancel(LoopTimer timer)
    {
        if (timer.IsArmed)
            Unlink(timer);
    }

    /// <summary>Moves the clock to <paramref name="now"/> and fires what is due, tick by tick in order. When a callback throws, call
    /// again: the rest fires then, none is lost.</summary>
    public void Advance(long now)
    {
        if (now < Now)
            return;
        var target = now / TickMilliseconds;
        FireRest();
        while (_tick < target && NextTick() is { } tick && tick <= target)
        {
            _tick = tick;
            Now = Math.Max(Now, tick * TickMilliseconds);
            _cursor = _heads[tick % SlotCount];
            FireRest();
        }
        _tick = Math.Max(_tick, target);
        Now = now;
    }

    /// <summary>The time of the next tick that has a timer, in milliseconds of the loop's clock; null when no timer is armed.
    /// A timer of a later turn of the wheel may make this earlier than the timer's own time.</summary>
    public long? NextDue() => NextTick() * TickMilliseconds;

    /// <summary>Sets the clock without firing: work that runs before the timers of a turn arms its own from the true time.</summary>
    internal void SetNow(long now) => Now = Math.Max(Now, now);

    private long? NextTick()
    {
        if (Count == 0)
            return null;
        for (var step = 1; step <= SlotCount; step++)
        {
            var slot = (int)((_tick + step) % SlotCount);
            var word = _occupied[slot >> 6] >> (slot & 63);
            if (word != 0)
                return _tick + step + BitOperations.TrailingZeroCount(word);
            step += 63 - (slot & 63);
        }
        return _tick + SlotCount;
    }

    private void FireRest()
    {
        // A timer that fires may cancel or arm any other, also one of this slot: Unlink moves the cursor on. New timers go to
        // later ticks (Arm); those that land in this slot again are behind the cursor and not yet due, so the walk ends.
        while (_cursor is { } timer)
        {
            _cursor = timer.Next;
            if (timer.Due > _tick * TickMilliseconds)
                continue;
            Unlink(timer);
            timer.Owner.TimerFired(timer);
            _watch?.Mark(timer);
        }
    }

    private void Link(LoopTimer timer, int slot)
    {
        timer.Slot = slot;
        timer.Next = null;
        timer.Previous = _tails[slot];
        if (timer.Previous is not null)
            timer.Previous.Next = timer;
        else
            _heads[slot] = timer;
        _tails[slot] = timer;
        _occupied[slot >> 6] |= 1UL << (slot & 63);
        Count++;
    }

    private void Unlink(LoopTimer timer)
    {
        if (ReferenceEquals(_cursor, timer))
            _cursor = timer.Next;
        if (timer.Previous is not null)
            timer.Previous.Next = timer.Next;
        else
            _heads[timer.Slot] = timer.Next;
        if (timer.Next is not null)
            timer.Next.Previous = timer.Previous;
        else
            _tails[timer.Slot] = timer.Previous;
        if (_heads[timer.Slot] is null)
            _occupied[timer.Slot >> 6] &= ~(1UL << (timer.Slot & 63));
        timer.Next = timer.Previous = null;
        timer.Slot = -1;
        Count--;
    }
}
