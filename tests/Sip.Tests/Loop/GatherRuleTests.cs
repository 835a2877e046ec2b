using PbxBridge.Sip.Loop;

namespace PbxBridge.Sip.Tests.Loop;

public sealed class GatherRuleTests
{
    private const long Second = 1_000_000;

    private readonly GatherRule _rule = new(Second);

    [Fact]
    public void A_quiet_loop_handles_every_message_at_once()
    {
        Play(messagesPerMillisecond: 1, milliseconds: 1_000);
        Assert.Equal(TimeSpan.Zero, _rule.Pause);
    }

    [Theory]
    [InlineData(2, 400)]
    [InlineData(5, 1_000)]
    [InlineData(14, 2_800)]
    [InlineData(15, 3_000)]
    [InlineData(200, 3_000)]
    public void From_two_thousand_messages_a_second_on_they_gather_the_longer_the_more_come(int perMillisecond, int microseconds)
    {
        Play(perMillisecond, milliseconds: 25);
        Assert.Equal(TimeSpan.FromMicroseconds(microseconds), _rule.Pause);
    }

    [Fact]
    public void A_loop_that_became_quiet_stops_gathering_within_two_windows()
    {
        Play(messagesPerMillisecond: 5, milliseconds: 100);
        Assert.Equal(TimeSpan.FromMilliseconds(1), _rule.Pause);
        _rule.Handled(0, _now += Second / 100);
        _rule.Handled(0, _now += Second / 100);
        Assert.Equal(TimeSpan.Zero, _rule.Pause);
    }

    [Fact]
    public void One_burst_in_a_long_silence_is_not_busy()
    {
        _rule.Handled(1, _now = Second);
        _rule.Handled(30, _now += Second);
        Assert.Equal(TimeSpan.Zero, _rule.Pause);
    }

    private long _now;

    private void Play(int messagesPerMillisecond, int milliseconds)
    {
        for (var i = 0; i < milliseconds; i++)
            _rule.Handled(messagesPerMillisecond, _now += Second / 1_000);
    }
}
