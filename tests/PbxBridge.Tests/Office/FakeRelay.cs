using System.Net;
using PbxBridge.Media.Relay;
using PbxBridge.Testing;

namespace PbxBridge.Tests.Office;

/// <summary>Port pairs that are only objects: what the bridge does with them can be looked at, and time is virtual.</summary>
internal sealed class FakeRelay(Agenda agenda, IPAddress address) : IMediaRelay
{
    private readonly List<FakePort> _ports = [];
    private int _next = 20_000;

    public int MostPorts { get; set; } = 10_000;

    /// <summary>Every port ever opened, in order.</summary>
    public IReadOnlyList<FakePort> Ports => _ports;

    public IEnumerable<FakePort> OpenPorts => _ports.Where(port => !port.IsDisposed);

    public int PortsFree => MostPorts - OpenPorts.Count();

    /// <summary>Kept for emergency calls.</summary>
    public int EmergencyPairs { get; set; }

    public IMediaPort? Open(bool emergency = false)
    {
        if (PortsFree <= (emergency ? 0 : EmergencyPairs))
            return null;
        _next += 2;
        return Add(_next);
    }

    public IMediaPort? OpenAt(int port) => OpenPorts.Any(open => open.Port == port) ? null : Add(port);

    private FakePort Add(int number)
    {
        var port = new FakePort(agenda, address, number);
        _ports.Add(port);
        return port;
    }
}
