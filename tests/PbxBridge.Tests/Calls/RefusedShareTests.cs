using PbxBridge.Calls;

namespace PbxBridge.Tests.Calls;

/// <summary>The share of refused calls against a model of the loop: one queue, worked off in order, of bounded length.</summary>
public sealed class RefusedShareTests
{
    // A call costs the loop a millisecond in all, to refuse one an eighth.
    private const double Call = 1, Refusal = 0.125;
    private const int Peak = 1_000, Room = 3_600;

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Below_the_peak_nobody_is_refused(double load)
    {
        var run = new Model(load);
        run.For(30);
        Assert.Equal(0, run.Refused);
        Assert.Equal(0, run.Dropped);
    }

    // What is left of the loop when all others are refused: of double the load 0.857.
    [Theory]
    [InlineData(1.2, 0.95)]
    [InlineData(2, 0.83)]
    [InlineData(4, 0.55)]
    public void In_overload_the_loop_serves_what_it_can_and_nothing_is_dropped_after_the_first_seconds(double load, double share)
    {
        var run = new Model(load);
        run.For(10);
        run.Restart();
        run.For(30);
        Assert.InRange(run.Served, share * Peak * 30, Peak * 30);
        Assert.Equal(0, run.Dropped);
        Assert.InRange(run.LongestWait, 0, 150);
    }

    [Fact]
    public void When_the_overload_is_over_nobody_is_refused_any_more()
    {
        var run = new Model(2);
        run.For(20);
        run.Load = 0.8;
        run.For(15);
        run.Restart();
        run.For(20);
        Assert.Equal(0, run.Refused);
    }

    [Fact]
    public void A_burst_that_is_worked_off_within_a_second_costs_no_call()
    {
        var run = new Model(0.5);
        run.For(5);
        run.Burst(400);
        run.For(20);
        Assert.Equal(0, run.Refused);
    }

    // The first call after a quiet hour finds the code cold: one late message is no lasting lag.
    [Fact]
    public void A_late_message_after_a_pause_is_late_since_then_only()
    {
        var share = new RefusedShare(TimeSpan.FromMilliseconds(50), 0);
        for (var at = 3_600_000; at < 3_600_900; at += 50)
            share.Saw(TimeSpan.FromMilliseconds(600), at, () => 0);
        Assert.Equal(0, share.Value);
        for (var at = 3_600_900; at < 3_602_000; at += 50)
            share.Saw(TimeSpan.FromMilliseconds(600), at, () => 0);
        Assert.NotEqual(0, share.Value);
    }

    [Fact]
    public void Drops_of_the_kernel_count_at_once()
    {
        var share = new RefusedShare(TimeSpan.FromMilliseconds(50), 0);
        var drops = 7L;
        share.Saw(TimeSpan.Zero, 100, () => drops);
        Assert.Equal(0, share.Value);
        drops++;
        share.Saw(TimeSpan.Zero, 200, () => drops);
        Assert.Equal(0.1, share.Value, 9);
        share.Saw(TimeSpan.Zero, 300, () => drops);
        // Two hundredths less for no waiting at all.
        Assert.Equal(0.08, share.Value, 9);
    }

    [Fact]
    public void The_drops_are_asked_for_ten_times_a_second_and_the_share_never_reaches_all()
    {
        var share = new RefusedShare(TimeSpan.FromMilliseconds(50), 0);
        var asked = 0;
        for (var at = 1; at <= 5_000; at++)
            share.Saw(TimeSpan.Zero, at, () => ++asked);
        Assert.Equal(50, asked);
        Assert.Equal(RefusedShare.Most, share.Value);
    }

    private sealed class Model(double load)
    {
        private readonly Queue<double> _arrivals = new();
        private readonly Random _chance = new(1);
        private readonly RefusedShare _share = new(TimeSpan.FromMilliseconds(50), 0);
        private long _now;
        private double _arriving;
        private double _budget;
        private long _drops;

        public double Load { get; set; } = load;

        public int Served { get; private set; }

        public int Refused { get; private set; }

        public int Dropped { get; private set; }

        public double LongestWait { get; private set; }

        public void Restart() => (Served, Refused, Dropped, LongestWait) = (0, 0, 0, 0);

        public void Burst(int calls)
        {
            for (var i = 0; i < calls; i++)
                _arrivals.Enqueue(_now);
        }

        public void For(int seconds)
        {
            for (var end = _now + (seconds * 1000); _now < end; _now++)
            {
                for (_arriving += Load * Peak / 1000 * 2 * _chance.NextDouble(); _arriving >= 1; _arriving--)
                    Arrive();
                for (_budget = Math.Min(_budget + 1, 1); _budget > 0 && _arrivals.TryDequeue(out var since);)
                    Work(_now - since);
            }
        }

        private void Arrive()
        {
            if (_arrivals.Count < Room)
            {
                _arrivals.Enqueue(_now);
                return;
            }
            Dropped++;
            _drops++;
        }

        private void Work(double waited)
        {
            LongestWait = Math.Max(LongestWait, waited);
            _share.Saw(TimeSpan.FromMilliseconds(waited), _now, () => _drops);
            var isRefused = _chance.NextDouble() < _share.Value;
            _budget -= isRefused ? Refusal : Call;
            Served += isRefused ? 0 : 1;
            Refused += isRefused ? 1 : 0;
        }
    }
}
