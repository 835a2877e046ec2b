using System.Collections.Immutable;
using System.Net;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Tests.Loop;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Tests.Transport;

public sealed class ServerLocatorTests : IDisposable
{
    private readonly HandClock _clock = new();
    private readonly SignallingLoop _loop;
    private readonly ZoneFile _zone = new();
    private readonly ServerLocator _locator;

    public ServerLocatorTests()
    {
        _loop = new SignallingLoop(_clock, null, fault => throw fault);
        _locator = new ServerLocator(_loop, _zone, new Random(1), [TransportKind.Udp, TransportKind.Tcp, TransportKind.Tls], fault => throw fault);
    }

    public void Dispose()
    {
        _locator.Dispose();
        _loop.Dispose();
    }

    private string Locate(string host, int port = 0, TransportKind? wanted = null, bool sips = false)
    {
        string? found = null;
        _locator.Locate(host, port, wanted, sips, servers => found = Text(servers));
        var began = TimeProvider.System.GetTimestamp();
        while (found is null)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < RunningLoop.Patience);
            Thread.Yield();
            _loop.Turn();
        }
        return found;
    }

    private static string Text(ImmutableArray<(TransportKind Kind, IpEndpoint Address)> servers) =>
        string.Join(" ", servers.Select(server => $"{server.Kind.ToString().ToLowerInvariant()}:{server.Address}"));

    [Theory]
    [InlineData("192.0.2.1", 0, null, false, "udp:192.0.2.1:5060")]
    [InlineData("192.0.2.1", 5080, TransportKind.Tcp, false, "tcp:192.0.2.1:5080")]
    [InlineData("[2001:db8::1]", 0, null, true, "tls:[2001:db8::1]:5061")]
    [InlineData("2001:db8::1", 0, TransportKind.Tls, false, "tls:[2001:db8::1]:5061")]
    public void An_address_is_answered_at_once(string host, int port, TransportKind? wanted, bool sips, string expected)
    {
        string? found = null;
        _locator.Locate(host, port, wanted, sips, servers => found = Text(servers));
        Assert.Equal(expected, found);
        Assert.Empty(_zone.Asked);
    }

    [Fact]
    public void A_host_with_a_port_needs_only_its_addresses()
    {
        _zone.Host("sip.example", "192.0.2.1", "2001:db8::1");
        Assert.Equal("udp:192.0.2.1:5080 udp:[2001:db8::1]:5080", Locate("SIP.example.", 5080));
        Assert.Equal(["A sip.example"], _zone.Asked);
    }

    [Fact]
    public void NAPTR_chooses_the_transport_in_its_order()
    {
        _zone.Naptr("example.com", (20, 10, "SIP+D2U", "_sip._udp.example.com"), (10, 20, "SIP+D2T", "_sip._tcp.example.com"),
            (10, 10, "SIPS+D2T", "_sips._tcp.example.com"), (1, 1, "SIP+D2S", "_sip._sctp.example.com"), (1, 1, "E2U+email", "x.example"));
        _zone.Srv("_sip._udp.example.com", (1, 0, 5060, "u.example.com"));
        _zone.Srv("_sip._tcp.example.com", (1, 0, 5062, "t.example.com"));
        _zone.Srv("_sips._tcp.example.com", (1, 0, 5061, "s.example.com"));
        _zone.Host("u.example.com", "192.0.2.1");
        _zone.Host("t.example.com", "192.0.2.2");
        _zone.Host("s.example.com", "192.0.2.3");
        Assert.Equal("tls:192.0.2.3:5061 tcp:192.0.2.2:5062 udp:192.0.2.1:5060", Locate("example.com"));
        Assert.Equal("tls:192.0.2.3:5061", Locate("example.com", sips: true));
        Assert.Equal("tcp:192.0.2.2:5062", Locate("example.com", wanted: TransportKind.Tcp));
    }

    [Fact]
    public void Without_NAPTR_every_transport_of_ours_is_asked_for_SRV()
    {
        _zone.Srv("_sip._tcp.example.com", (2, 0, 5062, "b.example.com"), (1, 0, 5062, "a.example.com"), (3, 0, 5062, "gone.example.com"));
        _zone.Host("a.example.com", "192.0.2.1", "192.0.2.11");
        _zone.Host("b.example.com", "192.0.2.2");
        Assert.Equal("tcp:192.0.2.1:5062 tcp:192.0.2.11:5062 tcp:192.0.2.2:5062", Locate("example.com"));
    }

    [Fact]
    public void Without_SRV_the_host_itself_is_taken_at_the_default_port()
    {
        _zone.Host("example.com", "192.0.2.1");
        Assert.Equal("udp:192.0.2.1:5060", Locate("example.com"));
        Assert.Equal("tls:192.0.2.1:5061", Locate("example.com", wanted: TransportKind.Tls));
        Assert.Equal("tls:192.0.2.1:5061", Locate("example.com", sips: true));
    }

    [Fact]
    public void Weights_divide_the_first_place()
    {
        _zone.Srv("_sip._udp.example.com", (1, 75, 5060, "a.example.com"), (1, 25, 5060, "b.example.com"), (2, 100, 5060, "c.example.com"));
        _zone.Host("a.example.com", "192.0.2.1");
        _zone.Host("b.example.com", "192.0.2.2");
        _zone.Host("c.example.com", "192.0.2.3");
        var first = 0;
        for (var i = 0; i < 1000; i++)
        {
            var found = Locate("example.com", wanted: TransportKind.Udp);
            Assert.EndsWith(" udp:192.0.2.3:5060", found);
            if (found.StartsWith("udp:192.0.2.1:"))
                first++;
        }
        Assert.InRange(first, 700, 800);
        Assert.Equal(4, _zone.Asked.Count);
    }

    [Fact]
    public void What_is_known_is_answered_at_once_until_it_is_too_old()
    {
        _zone.Life = TimeSpan.FromSeconds(30);
        _zone.Host("sip.example", "192.0.2.1");
        Locate("sip.example", 5060);
        _zone.Host("sip.example", "192.0.2.2");
        _clock.Move(29_990);
        _loop.Turn();
        string? found = null;
        _locator.Locate("sip.example", 5060, null, false, servers => found = Text(servers));
        Assert.Equal("udp:192.0.2.1:5060", found);
        _clock.Move(10);
        _loop.Turn();
        Assert.Equal("udp:192.0.2.2:5060", Locate("sip.example", 5060));
        Assert.Equal(["A sip.example", "A sip.example"], _zone.Asked);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(100_000, 3600)]
    public void The_time_to_live_is_kept_within_bounds(int given, int kept)
    {
        _zone.Life = TimeSpan.FromSeconds(given);
        _zone.Host("sip.example", "192.0.2.1");
        Locate("sip.example", 5060);
        _clock.Move(TimeSpan.FromSeconds(kept) - TimeSpan.FromMilliseconds(10));
        _loop.Turn();
        Locate("sip.example", 5060);
        Assert.Single(_zone.Asked);
        _clock.Move(10);
        _loop.Turn();
        Locate("sip.example", 5060);
        Assert.Equal(2, _zone.Asked.Count);
    }

    [Fact]
    public void A_name_that_is_not_found_is_not_asked_again_for_ten_seconds()
    {
        Assert.Equal("", Locate("none.example", 5060));
        Assert.Equal("", Locate("none.example", 5060));
        Assert.Single(_zone.Asked);
        _clock.Move(10_000);
        _loop.Turn();
        Locate("none.example", 5060);
        Assert.Equal(2, _zone.Asked.Count);
    }

    [Fact]
    public void Questions_for_one_name_are_one_look_up()
    {
        _zone.Host("sip.example", "192.0.2.1");
        var found = new List<string>();
        for (var i = 0; i < 10; i++)
            _locator.Locate("sip.example", 5060, null, false, servers => found.Add(Text(servers)));
        Assert.Empty(found);
        Locate("sip.example", 5060);
        Assert.Equal(Enumerable.Repeat("udp:192.0.2.1:5060", 10), found);
        Assert.Single(_zone.Asked);
    }

    private sealed class ZoneFile : INameSource
    {
        private readonly Dictionary<string, ImmutableArray<IPAddress>> _hosts = [];
        private readonly Dictionary<string, ImmutableArray<SrvRecord>> _srv = [];
        private readonly Dictionary<string, ImmutableArray<NaptrRecord>> _naptr = [];

        public List<string> Asked { get; } = [];

        public TimeSpan Life { get; set; } = TimeSpan.FromSeconds(60);

        public void Host(string name, params string[] addresses) => _hosts[name] = [.. addresses.Select(IPAddress.Parse)];

        public void Srv(string name, params (ushort Priority, ushort Weight, ushort Port, string Target)[] records) =>
            _srv[name] = [.. records.Select(record => new SrvRecord(record.Priority, record.Weight, record.Port, record.Target))];

        public void Naptr(string name, params (ushort Order, ushort Preference, string Service, string Replacement)[] records) =>
            _naptr[name] = [.. records.Select(record => new NaptrRecord(record.Order, record.Preference, "s", record.Service, record.Replacement))];

        public Task<NameAnswer<NaptrRecord>> NaptrAsync(string name, CancellationToken stop) => Answer("NAPTR", name, _naptr);

        public Task<NameAnswer<SrvRecord>> SrvAsync(string name, CancellationToken stop) => Answer("SRV", name, _srv);

        public Task<NameAnswer<IPAddress>> AddressesAsync(string name, CancellationToken stop) => Answer("A", name, _hosts);

        private Task<NameAnswer<T>> Answer<T>(string type, string name, Dictionary<string, ImmutableArray<T>> records)
        {
            lock (Asked)
                Asked.Add($"{type} {name}");
            return Task.FromResult(records.TryGetValue(name, out var found) ? new NameAnswer<T>(found, Life) : NameAnswer<T>.None);
        }
    }
}
