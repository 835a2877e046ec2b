using PbxBridge.Notices;
using PbxBridge.Storage.Outbox;

namespace PbxBridge.Tests.Notices;

public sealed class RetryRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 60)]
    [InlineData(7, 1920)]
    [InlineData(8, 3600)]
    [InlineData(40, 3600)]
    [InlineData(0, 30)]
    public void Pauses_double_up_to_an_hour(int attempts, int seconds) => Assert.Equal(Now.AddSeconds(seconds), Next(attempts));

    [Theory]
    [InlineData(1, 10, 30)]
    [InlineData(1, 90, 90)]
    [InlineData(1, 86_400, 3600)]
    [InlineData(1, -5, 30)]
    public void A_longer_pause_that_was_asked_for_is_kept_up_to_an_hour(int attempts, int asked, int seconds) =>
        Assert.Equal(Now.AddSeconds(seconds), Next(attempts, asked: TimeSpan.FromSeconds(asked)));

    [Fact]
    public void What_would_come_after_the_time_to_give_up_is_given_up()
    {
        Assert.Equal(Now.AddSeconds(30), Next(1, age: TimeSpan.FromSeconds(30)));
        Assert.Null(Next(1, age: TimeSpan.FromSeconds(31)));
    }

    private static DateTimeOffset? Next(int attempts, TimeSpan age = default, TimeSpan? asked = null) => RetryRule.Next(
        new OutboxMessage(1, "sms", "k", "przyklad", "{}", MessageState.Waiting, attempts, Now - age, Now, null), Now, asked,
        age == default ? TimeSpan.FromDays(1) : TimeSpan.FromMinutes(1));
}
