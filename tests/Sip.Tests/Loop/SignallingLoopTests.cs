using PbxBridge.Sip.Loop;

namespace PbxBridge.Sip.Tests.Loop;

public sealed class SignallingLoopTests
{
    private readonly HandClock _clock = new();
    private readonly List<Exception> _faults = [];
    private readonly List<(string Who, TimeSpan Time)> _slow = [];

    private SignallingLoop NewLoop() => new(_clock, (who, time) => _slow.Add((who, time)), _faults.Add);

    [Fact]
    public void A_hundred_thousand_posted_items_keep_their_order()
    {
        using var loop = NewLoop();
        var seen = new List<int>();
        for (var i = 0; i < 100_000; i++)
        {
            var number = i;
            loop.Post(() => seen.Add(number));
        }
        var turns = 1;
        while (loop.Turn())
            turns++;
        Assert.Equal(Enumerable.Range(0, 100_000), seen);
        Assert.Equal(98, turns);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_running_loop_keeps_the_order_of_each_poster(bool portable)
    {
        using var running = new RunningLoop(portable);
        var seen = new List<(int Poster, int Number)>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(poster => running.OnThread(() =>
        {
            for (var i = 0; i < 25_000; i++)
            {
                var number = i;
                running.Loop.Post(() => seen.Add((poster, number)));
            }
        })));
        await running.Do(() => { });
        Assert.Equal(100_000, seen.Count);
        foreach (var poster in seen.GroupBy(item => item.Poster))
            Assert.Equal(Enumerable.Range(0, 25_000), poster.Select(item => item.Number));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sleeping_loop_wakes_for_work_and_for_timers(bool portable)
    {
        using var running = new RunningLoop(portable);
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await running.Do(() => running.Loop.Timers.Arm(new LoopTimer(new Signal(fired.SetResult)), 30));
        await fired.Task.WaitAsync(RunningLoop.Patience);
        for (var i = 0; i < 200; i++)
            await running.Do(() => { });
    }

    [Fact]
    public void Broken_work_does_not_stop_the_rest()
    {
        using var loop = NewLoop();
        var done = 0;
        loop.AtTurnEnd(() => throw new InvalidOperationException("flush"));
        loop.AtTurnEnd(() => done++);
        loop.Timers.Arm(new LoopTimer(new Signal(() => throw new InvalidOperationException("timer"))), 10);
        loop.Timers.Arm(new LoopTimer(new Signal(() => done++)), 10);
        loop.Post(() => throw new InvalidOperationException("posted"));
        loop.Post(() => done++);
        _clock.Move(20);
        loop.Turn();
        Assert.Equal(3, done);
        Assert.Equal(["posted", "timer", "flush"], _faults.Select(fault => fault.Message));
    }

    [Fact]
    public void Work_after_a_long_sleep_arms_its_timers_from_the_true_time()
    {
        using var loop = NewLoop();
        var fired = new List<long>();
        loop.Turn();
        _clock.Move(10_000);
        loop.Post(() => loop.Timers.Arm(new LoopTimer(new Signal(() => fired.Add(loop.Now))), 500));
        loop.Turn();
        Assert.Empty(fired);
        _clock.Move(500);
        loop.Turn();
        Assert.Equal([11_500], fired);
    }

    [Fact]
    public void Work_posted_by_work_runs_in_order_after_what_waited()
    {
        using var loop = NewLoop();
        var seen = new List<int>();
        loop.Post(() =>
        {
            seen.Add(1);
            loop.Post(() => seen.Add(3));
        });
        loop.Post(() => seen.Add(2));
        while (loop.Turn())
        {
        }
        Assert.Equal([1, 2, 3], seen);
    }

    [Fact]
    public void A_slow_turn_is_reported_with_its_longest_piece()
    {
        using var loop = NewLoop();
        loop.Post(() => _clock.Move(8));
        loop.Timers.Arm(new LoopTimer(new Signal(() => _clock.Move(15)), 7), 10);
        loop.Turn();
        Assert.Empty(_slow);
        _clock.Move(2);
        loop.Post(() => _clock.Move(8));
        loop.Turn();
        Assert.Equal([("timer 7 of Signal", TimeSpan.FromMilliseconds(23))], _slow);
    }

    [Fact]
    public void Lag_is_the_age_of_the_oldest_item_that_waits()
    {
        using var loop = NewLoop();
        var lags = new List<TimeSpan>();
        loop.Post(() => lags.Add(loop.Lag));
        _clock.Move(40);
        loop.Post(() =>
        {
            _clock.Move(5);
            lags.Add(loop.Lag);
        });
        Assert.Equal(TimeSpan.Zero, loop.Lag);
        loop.Turn();
        Assert.Equal([TimeSpan.FromMilliseconds(40), TimeSpan.FromMilliseconds(45)], lags);
        Assert.Equal(TimeSpan.Zero, loop.Lag);
    }
}
