using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Transport;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;
using PbxBridge.Trunks;

namespace PbxBridge.Tests.Trunks;

public sealed class TlsPeerNamesTests
{
    [Fact]
    public void A_TLS_trunk_must_show_the_name_by_which_its_data_names_it()
    {
        var names = new TlsPeerNames();
        Use(names, TrunkTransport.Tls, new("pbx.example"), new("203.0.113.9", 5081));
        Assert.Equal("pbx.example", names.Of(TestOffice.At("203.0.113.80", 5061)));
        Assert.Equal("203.0.113.9", names.Of(TestOffice.At("203.0.113.9", 5081)));
        Assert.Null(names.Of(TestOffice.At("203.0.113.80", 5062)));
    }

    [Fact]
    public void A_trunk_that_is_gone_leaves_no_name()
    {
        var names = new TlsPeerNames();
        Use(names, TrunkTransport.Tls, new TrunkPeer("pbx.example"));
        Use(names, TrunkTransport.Tcp, new TrunkPeer("pbx.example"));
        Assert.Null(names.Of(TestOffice.At("203.0.113.80", 5061)));
        Assert.Null(names.Of(TestOffice.At("203.0.113.80", 5060)));
    }

    private static void Use(TlsPeerNames names, TrunkTransport transport, params TrunkPeer[] peers)
    {
        var time = new ManualTime();
        using var loop = new SignallingLoop(time, null, _ => { });
        var agenda = new Agenda(time);
        using var transports = new TransportTable(
            [new InMemoryTransport(new InMemoryNetwork(agenda, 1), loop, 0, TransportKind.Tls, TestOffice.At("192.0.2.1", 5061))], time);
        var known = new FixedNames();
        known.Addresses["pbx.example"] = System.Net.IPAddress.Parse("203.0.113.80");
        var locator = new ServerLocator(loop, known, new Random(1), [TransportKind.Tcp, TransportKind.Tls], _ => { });
        var book = new TrunkBook(transports, locator, new SeededRandom(1), names);
        var kind = transport == TrunkTransport.Tls ? TransportKind.Tls : TransportKind.Tcp;
        var trunk = new Trunk("pbx", "c", [.. peers.Select(p => new TrunkTarget(p.Host, p.Port, kind, p.Priority, p.Weight))]);
        loop.Post(() => book.Use([trunk]));

        // Names are looked up off the loop.
        var began = TimeProvider.System.GetTimestamp();
        while (trunk.Targets.Any(target => target.Flow is null))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(20));
            Thread.Yield();
            loop.Turn();
        }
    }
}
