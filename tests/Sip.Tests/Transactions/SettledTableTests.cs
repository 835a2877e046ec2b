using System.Text;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Tests.Transactions;

public sealed class SettledTableTests
{
    private static readonly Flow Peer = new(TransportKind.Udp, 0, IpEndpoint.FromIPv4(0xC0000201, 5060));

    private readonly TestStack _stack = new();
    private readonly SettledTable _table;

    public SettledTableTests() => _table = new SettledTable(_stack.Loop, 32_000);

    [Fact]
    public void An_entry_is_found_by_its_key_until_its_time_is_over()
    {
        Add("a", "200 for a");
        _stack.Run(10);
        Add("b", "200 for b");
        _stack.Run(21.75);
        Assert.Equal(("200 for a", "200 for b"), (Find("a"), Find("b")));
        _stack.Run(0.25);
        Assert.Equal((null, "200 for b"), (Find("a"), Find("b")));
        _stack.Run(10);
        Assert.Null(Find("b"));
        Assert.Equal(0, _table.Count);
    }

    [Fact]
    public void Of_two_entries_with_one_key_the_later_counts_and_outlives_the_earlier()
    {
        Add("a", "first");
        _stack.Run(10);
        Add("a", "second");
        Assert.Equal("second", Find("a"));
        _stack.Run(22);
        Assert.Equal((1, "second"), (_table.Count, Find("a")));
    }

    [Fact]
    public void It_says_where_the_message_goes_and_what_the_transaction_was()
    {
        var what = new Settled(Peer, new DialogTag(7), 3, IsAccepted: true);
        _table.Add("k"u8, what, default);
        Assert.True(_table.TryGet("k"u8, out var found, out var message));
        Assert.Equal(what, found);
        Assert.True(message.IsEmpty);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_agrees_with_a_dictionary_through_growth_and_waves(int seed)
    {
        var random = new Random(seed);
        var model = new Dictionary<string, (double Due, string Message)>();
        var now = 0.0;
        for (var step = 0; step < 400; step++)
        {
            for (var i = random.Next(0, step % 100 < 50 ? 60 : 3); i > 0; i--)
            {
                var (key, message) = ($"key {random.Next(5_000)}", new string('x', random.Next(4_000)) + step);
                Add(key, message);
                model[key] = (now + 32, message);
            }
            var seconds = random.Next(0, 6) / 4.0;
            _stack.Run(seconds);
            now += seconds;
            for (var i = 0; i < 20; i++)
            {
                var key = $"key {random.Next(5_000)}";
                Assert.Equal(model.TryGetValue(key, out var expected) && expected.Due > now ? expected.Message : null, Find(key));
            }
        }
        _stack.Run(32);
        Assert.Equal(0, _table.Count);
    }

    private void Add(string key, string message) =>
        _stack.OnLoop(() => _table.Add(Encoding.UTF8.GetBytes(key), new Settled(Peer), Encoding.UTF8.GetBytes(message)));

    private string? Find(string key) => _table.TryGet(Encoding.UTF8.GetBytes(key), out _, out var message) ? Encoding.UTF8.GetString(message) : null;
}
