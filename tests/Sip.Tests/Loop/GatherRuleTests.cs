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
        Assert.False(_rule.IsBusy);
    }

    [Fact]
    public void From_two_thousand_messages_a_second_on_they_are_let_gather()
    {
        Play(messagesPerMillisecond: 2, milliseconds: 25);
        Assert.True(_rule.IsBusy);
    }

    [Fact]
    public void A_loop_that_became_quiet_stops_gathering_within_two_windows()
    {
        Play(messagesPerMillisecond: 5, milliseconds: 100);
        Assert.True(_rule.IsBusy);
        _rule.Handled(0, _now += Second / 100);
        _rule.Handled(0, _now += Second / 100);
        Assert.False(_rule.IsBusy);
    }

    [Fact]
    public void One_burst_in_a_long_silence_is_not_busy()
    {
        _rule.Handled(1, _now = Second);
        _rule.Handled(30, _now += Second);
        Assert.False(_rule.IsBusy);
    }

    private long _now;

    private void Play(int messagesPerMillisecond, int milliseconds)
    {
        for (var i = 0; i < milliseconds; i++)
            _rule.Handled(messagesPerMillisecond, _now += Second / 1_000);
    }
}
