using PbxBridge.Sip.Loop;

namespace PbxBridge.Sip.Tests.Loop;

public sealed class TimerWheelTests
{
    private readonly TimerWheel _wheel = new(1000);
    private readonly List<(int Id, long At)> _fired = [];

    private LoopTimer Timer(int id, Action<LoopTimer>? then = null) => new(new Owner(this, id, then));

    [Fact]
    public void Timers_fire_in_order_at_their_ticks()
    {
        foreach (var (id, delay) in new[] { (1, 500), (2, 20), (3, 15), (4, 11), (5, 0), (6, 40_000) })
            _wheel.Arm(Timer(id), delay);
        _wheel.Advance(100_000);
        Assert.Equal([(5, 1010), (2, 1020), (3, 1020), (4, 1020), (1, 1500), (6, 41_000)], _fired);
        Assert.Equal(0, _wheel.Count);
    }

    [Fact]
    public void A_timer_fires_at_its_tick_and_not_before()
    {
        var timer = Timer(1);
        _wheel.Arm(timer, 500);
        _wheel.Advance(1499);
        Assert.True(timer.IsArmed);
        Assert.Equal(1500, _wheel.NextDue());
        _wheel.Advance(1500);
        Assert.False(timer.IsArmed);
        Assert.Null(_wheel.NextDue());
    }

    [Fact]
    public void A_timer_armed_again_in_its_own_callback_keeps_its_pace_when_the_clock_jumps()
    {
        var left = 3;
        _wheel.Arm(Timer(1, timer =>
        {
            if (--left > 0)
                _wheel.Arm(timer, 500);
        }), 500);
        _wheel.Advance(60_000);
        Assert.Equal([(1, 1500), (1, 2000), (1, 2500)], _fired);
    }

    [Fact]
    public void A_callback_may_cancel_others_of_its_tick()
    {
        var third = Timer(3);
        var fourth = Timer(4);
        var first = Timer(1);
        _wheel.Arm(first, 10);
        _wheel.Arm(Timer(2, _ =>
        {
            _wheel.Cancel(first);
            _wheel.Cancel(third);
            _wheel.Cancel(fourth);
            _wheel.Arm(fourth, 10);
        }), 10);
        _wheel.Arm(third, 10);
        _wheel.Arm(fourth, 10);
        _wheel.Arm(Timer(5), 10);
        _wheel.Advance(2000);
        Assert.Equal([(1, 1010), (2, 1010), (5, 1010), (4, 1020)], _fired);
    }

    [Fact]
    public void A_timer_beyond_one_turn_of_the_wheel_waits_for_its_turn()
    {
        _wheel.Arm(Timer(1), 40_960);
        _wheel.Arm(Timer(2), 3 * 40_960);
        _wheel.Arm(Timer(3, timer => _wheel.Arm(timer, 40_960)), 40_960);
        _wheel.Advance(1000 + (3 * 40_960) - 1);
        Assert.Equal([(1, 41_960), (3, 41_960), (3, 82_920)], _fired);
        _wheel.Advance(1000 + (3 * 40_960));
        Assert.Equal([(2, 123_880), (3, 123_880)], _fired[3..]);
    }

    [Fact]
    public void A_callback_that_throws_loses_no_other_timer()
    {
        _wheel.Arm(Timer(1, _ => throw new InvalidOperationException()), 10);
        _wheel.Arm(Timer(2), 10);
        _wheel.Arm(Timer(3), 30);
        Assert.Throws<InvalidOperationException>(() => _wheel.Advance(1100));
        _wheel.Advance(1100);
        Assert.Equal([(1, 1010), (2, 1010), (3, 1030)], _fired);
    }

    [Fact]
    public void A_clock_that_jumps_by_years_is_no_work()
    {
        _wheel.Arm(Timer(1), TimeSpan.FromDays(1));
        _wheel.Advance((long)TimeSpan.FromDays(3650).TotalMilliseconds);
        Assert.Equal([(1, 1000 + 86_400_000)], _fired);
    }

    [Fact]
    public void Random_operations_agree_with_a_plain_list()
    {
        var random = new Random(20261122);
        var timers = Enumerable.Range(0, 300).Select(id => Timer(id)).ToArray();
        var model = new Dictionary<int, (long Tick, long Order)>();
        long now = 1000, order = 0;
        for (var step = 0; step < 100_000; step++)
        {
            var id = random.Next(timers.Length);
            switch (random.Next(4))
            {
                case 0 or 1:
                    var delay = random.Next(3) == 0 ? random.Next(200_000) : random.Next(700);
                    _wheel.Arm(timers[id], delay);
                    model[id] = (Math.Max((now / 10) + 1, (now + delay + 9) / 10), order++);
                    break;
                case 2:
                    _wheel.Cancel(timers[id]);
                    model.Remove(id);
                    break;
                default:
                    now += random.Next(50) == 0 ? random.Next(100_000) : random.Next(60);
                    _fired.Clear();
                    _wheel.Advance(now);
                    var due = model.Where(entry => entry.Value.Tick <= now / 10).OrderBy(entry => entry.Value).Select(entry => entry.Key).ToArray();
                    Assert.Equal(due.Select(timer => (timer, model[timer].Tick * 10)), _fired);
                    foreach (var gone in due)
                        model.Remove(gone);
                    break;
            }
            Assert.Equal(model.Count, _wheel.Count);
        }
    }

    private sealed class Owner(TimerWheelTests test, int id, Action<LoopTimer>? then) : ITimerOwner
    {
        public void TimerFired(LoopTimer timer)
        {
            test._fired.Add((id, test._wheel.Now));
            then?.Invoke(timer);
        }
    }
}
