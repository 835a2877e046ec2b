namespace PbxBridge.Sip.Loop;

/// <summary>A hashed wheel of timers with ticks of 10 ms: 4096 slots, so 41 s a turn; later timers wait in their slot for another turn.</summary>
/// <remarks>Not thread-safe: it belongs to the signalling loop.</remarks>
public sealed class TimerWheel
{
    public const int TickMilliseconds = 10;
    private const int SlotCount = 4096;

    private readonly LoopTimer?[] _slots = new LoopTimer?[SlotCount];
    private readonly ulong[] _occupied = new ulong[SlotCount / 64];
    private long _tick;
    private long _now;

    /// <param name="now">The loop's clock at the start, in milliseconds.</param>
    public TimerWheel(long now)
    {
        _now = now;
        _tick = now / TickMilliseconds;
    }

    /// <summary>Timers armed now.</summary>
    public int Count { get; private set; }

    /// <summary>Arms the timer, again if it was armed. It fires at the first tick at or after <paramref name="delay"/> milliseconds.</summary>
    public void Arm(LoopTimer timer, long delay)
    {
        if (timer.IsArmed)
            Unlink(timer);
        timer.Due = _now + Math.Max(0, delay);
        var tick = Math.Max(_tick + 1, (timer.Due + TickMilliseconds - 1) / TickMilliseconds);
        Link(timer, (int)(tick % SlotCount));
    }

    public void Arm(LoopTimer timer, TimeSpan delay) => Arm(timer, (long)delay.TotalMilliseconds);

    public void Cancel(LoopTimer timer)
    {
        if (timer.IsArmed)
            Unlink(timer);
    }

    /// <summary>Moves the clock to <paramref name="now"/> and fires what is due, tick by tick in order.</summary>
    public void Advance(long now)
    {
        if (now < _now)
            return;
        var target = now / TickMilliseconds;
        if (Count == 0)
        {
            _now = now;
            _tick = target;
            return;
        }
        while (_tick < target)
        {
            _tick++;
            _now = Math.Max(_now, _tick * TickMilliseconds);
            var slot = (int)(_tick % SlotCount);
            if ((_occupied[slot >> 6] & (1UL << (slot & 63))) != 0)
                FireSlot(slot);
        }
        _now = now;
    }

    /// <summary>The time of the next tick that has a timer, in milliseconds of the loop's clock; null when no timer is armed.
    /// A timer of a later turn of the wheel may make this earlier than the timer's own time.</summary>
    public long? NextDue()
    {
        if (Count == 0)
            return null;
        for (var step = 1; step <= SlotCount; step++)
        {
            var slot = (int)((_tick + step) % SlotCount);
            var word = _occupied[slot >> 6] >> (slot & 63);
            if (word == 0)
            {
                step += 63 - (slot & 63);
                continue;
            }
            var ahead = System.Numerics.BitOperations.TrailingZeroCount(word);
            return (_tick + step + ahead) * TickMilliseconds;
        }
        return (_tick + SlotCount) * TickMilliseconds;
    }

    private void FireSlot(int slot)
    {
        // A timer that fires may cancel or arm any other, also one of this slot: start over from the head each time.
        // New timers go to later ticks (Arm), so the walk ends.
        var timer = _slots[slot];
        while (timer is not null)
        {
            if (timer.Due > _now)
            {
                timer = timer.Next;
                continue;
            }
            Unlink(timer);
            timer.Owner.TimerFired(timer);
            timer = _slots[slot];
        }
    }

    private void Link(LoopTimer timer, int slot)
    {
        timer.Slot = slot;
        timer.Previous = null;
        timer.Next = _slots[slot];
        if (timer.Next is not null)
            timer.Next.Previous = timer;
        _slots[slot] = timer;
        _occupied[slot >> 6] |= 1UL << (slot & 63);
        Count++;
    }

    private void Unlink(LoopTimer timer)
    {
        if (timer.Previous is not null)
            timer.Previous.Next = timer.Next;
        else
            _slots[timer.Slot] = timer.Next;
        if (timer.Next is not null)
            timer.Next.Previous = timer.Previous;
        if (_slots[timer.Slot] is null)
            _occupied[timer.Slot >> 6] &= ~(1UL << (timer.Slot & 63));
        timer.Next = timer.Previous = null;
        timer.Slot = -1;
        Count--;
    }
}
