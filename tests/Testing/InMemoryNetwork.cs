using PbxBridge.Sip.Transport;

namespace PbxBridge.Testing;

/// <summary>Carries messages between hosts in virtual time. Datagrams are lost, doubled, delayed and reordered by seed; streams are not.
/// A stream carries whole messages.</summary>
public sealed class InMemoryNetwork(Agenda agenda, ulong seed = 1)
{
    private readonly SeededRandom _random = new(seed);
    private readonly Dictionary<(bool Stream, IpEndpoint Address), INetworkPort> _ports = [];
    private readonly Dictionary<(UInt128 From, UInt128 To), Faults> _links = [];
    private readonly Dictionary<int, Connection> _connections = [];
    private readonly List<RecordedMessage> _log = [];
    private int _lastConnection;
    private ushort _lastPort = 40_000;

    public Agenda Agenda { get; } = agenda;

    /// <summary>For every direction that has none of its own.</summary>
    public Faults Faults { get; set; } = Faults.None;

    /// <summary>A datagram to an address that nobody has bound is reported to its sender, as by ICMP.</summary>
    public bool ReportsUnreachable { get; set; }

    /// <summary>Keep what is sent in <see cref="Log"/>; switched off for long soaks.</summary>
    public bool IsRecording { get; set; } = true;

    /// <summary>Everything sent, in order.</summary>
    public IReadOnlyList<RecordedMessage> Log => _log;

    public int ConnectionCount => _connections.Count;

    public void ClearLog() => _log.Clear();

    /// <summary>Faults of one direction between two hosts; ports do not matter.</summary>
    public void SetFaults(IpEndpoint from, IpEndpoint to, Faults faults) => _links[(from.Address, to.Address)] = faults;

    public void Bind(TransportKind kind, IpEndpoint address, INetworkPort port)
    {
        if (!_ports.TryAdd((kind.IsReliable(), address), port))
            throw new InvalidOperationException($"{address} is taken.");
    }

    public void Unbind(TransportKind kind, IpEndpoint address) => _ports.Remove((kind.IsReliable(), address));

    public void SendDatagram(IpEndpoint from, IpEndpoint to, byte[] message)
    {
        var faults = FaultsOf(from, to);
        var lost = _random.Chance(faults.Loss);
        Record(new RecordedMessage(Agenda.Time.Elapsed, from, to, TransportKind.Udp, message, lost));
        if (lost)
            return;
        var copies = _random.Chance(faults.Duplication) ? 2 : 1;
        for (var copy = 0; copy < copies; copy++)
        {
            var delay = faults.Delay + Milliseconds(_random.Next((int)faults.Jitter.TotalMilliseconds + 1));
            if (_random.Chance(faults.Reordering))
                delay += faults.HeldBack;
            Agenda.After(delay, () => DeliverDatagram(from, to, [.. message]));
        }
    }

    /// <summary>Sends on a stream connection, opening one when <paramref name="connection"/> is 0 and there is none to that peer.</summary>
    public void SendStream(TransportKind kind, INetworkPort sender, IpEndpoint from, IpEndpoint to, int connection, byte[] message)
    {
        Record(new RecordedMessage(Agenda.Time.Elapsed, from, to, kind, message, Lost: false));
        if (!_connections.TryGetValue(connection, out var found))
            found = connection == 0 ? Find(sender, to) ?? Open(sender, from, to) : null;
        if (found is null)
        {
            Agenda.After(TimeSpan.Zero, () => sender.Unreachable(to));
            return;
        }
        var toServer = found.Client == sender;
        Agenda.After(FaultsOf(from, to).Delay, () =>
        {
            if (!_connections.ContainsKey(found.Number))
                return;
            if (toServer)
                found.Server.Received([.. message], found.ClientAddress, found.Number);
            else
                found.Client.Received([.. message], found.ServerAddress, found.Number);
        });
    }

    /// <summary>Breaks a connection for both ends.</summary>
    public void Close(int connection)
    {
        if (!_connections.Remove(connection, out var found))
            return;
        found.Client.Closed(found.ServerAddress, connection);
        found.Server.Closed(found.ClientAddress, connection);
    }

    public void CloseAll()
    {
        foreach (var connection in _connections.Keys.ToArray())
            Close(connection);
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private Faults FaultsOf(IpEndpoint from, IpEndpoint to) => _links.GetValueOrDefault((from.Address, to.Address), Faults);

    private void Record(RecordedMessage message)
    {
        if (IsRecording)
            _log.Add(message);
    }

    private void DeliverDatagram(IpEndpoint from, IpEndpoint to, byte[] message)
    {
        if (_ports.TryGetValue((false, to), out var port))
            port.Received(message, from, 0);
        else if (ReportsUnreachable && _ports.TryGetValue((false, from), out var sender))
            sender.Unreachable(to);
    }

    private Connection? Find(INetworkPort sender, IpEndpoint to) =>
        _connections.Values.FirstOrDefault(c => (c.Client == sender && c.ServerAddress == to) || (c.Server == sender && c.ClientAddress == to));

    private Connection? Open(INetworkPort sender, IpEndpoint from, IpEndpoint to)
    {
        if (!_ports.TryGetValue((true, to), out var server))
            return null;
        var connection = new Connection(++_lastConnection, sender, from.WithPort(++_lastPort), server, to);
        _connections.Add(connection.Number, connection);
        return connection;
    }

    private sealed record Connection(int Number, INetworkPort Client, IpEndpoint ClientAddress, INetworkPort Server, IpEndpoint ServerAddress);
}
