using System.Security.Cryptography;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Storage.Tests.Calls;

public sealed class CallIdTests
{
    [Fact]
    public void An_id_is_time_and_chance_in_26_characters()
    {
        // The time of the example in the ULID specification.
        Assert.Equal("01ARYZ6S410000000000000000", CallId.Floor(DateTimeOffset.FromUnixTimeMilliseconds(1469918176385))[..10] + "0000000000000000");
        Assert.Equal("0000000001000000000000000Z", CallId.Format(DateTimeOffset.FromUnixTimeMilliseconds(1), 31));
        Assert.Equal("0000000000ZZZZZZZZZZZZZZZZ", CallId.Format(DateTimeOffset.UnixEpoch, UInt128.MaxValue));
    }

    [Fact]
    public void The_time_can_be_read_back()
    {
        var at = new DateTimeOffset(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);
        Assert.True(CallId.TryReadTime(CallId.Format(at, 12345), out var read));
        Assert.Equal(at, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("01ARYZ6S41")]
    [InlineData("81ARYZ6S410000000000000000")]
    [InlineData("01ARYZ6S4100000000000000I0")]
    [InlineData("7ZZZZZZZZZZZZZZZZZZZZZZZZZ")]
    public void Other_text_is_no_id(string text) => Assert.False(CallId.TryReadTime(text, out _));

    [Fact]
    public void Ids_grow_within_a_millisecond_and_when_the_clock_goes_back()
    {
        var time = new ManualTime();
        var source = new CallIdSource(time, RandomNumberGenerator.Fill);
        List<string> ids = [];
        for (var i = 0; i < 1_000; i++)
        {
            ids.Add(source.Next());
            if (i % 3 == 0)
                time.Advance(TimeSpan.FromMilliseconds(i % 2 == 0 ? 1 : -1));
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(1_000, ids.Distinct().Count());
    }

    [Fact]
    public void An_exhausted_millisecond_borrows_from_the_next()
    {
        var source = new CallIdSource(new ManualTime(), bytes => bytes.Fill(0xFF));
        var first = source.Next();
        var second = source.Next();
        Assert.True(CallId.TryReadTime(first, out var firstAt));
        Assert.True(CallId.TryReadTime(second, out var secondAt));
        Assert.Equal(firstAt.AddMilliseconds(1), secondAt);
    }
}
