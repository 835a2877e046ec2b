using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Transactions;

/// <summary>Requests that one datagram should not carry go over TCP to a peer on UDP, when it takes them so (RFC 3261 §18.1.1).</summary>
internal sealed class LargeRequests(ILoop loop, TransportTable transports)
{
    private const long Remembered = 3_600_000;
    private const int MostRemembered = 1024;

    private readonly Dictionary<IpEndpoint, long> _withoutTcp = [];

    /// <summary>Most octets of a datagram whose path is not known.</summary>
    public int Limit { get; set; } = 1300;

    /// <summary>The way over TCP for a request to <paramref name="datagram"/>'s peer; false when it stays on UDP.</summary>
    public bool TryStream(int length, in Flow datagram, out Flow stream)
    {
        stream = default;
        if (Limit == 0 || length <= Limit || datagram.Transport != TransportKind.Udp || IsWithoutTcp(datagram.Remote))
            return false;
        stream = transports.FlowTo(TransportKind.Tcp, datagram.Remote);
        // With the same sent-by the copy over UDP is a repetition for the peer, whatever became of the one over TCP (§17.2.3).
        return stream.Listener != TransportTable.NoListener && transports.AdvertisedFor(stream) == transports.AdvertisedFor(datagram);
    }

    /// <summary>The peer refused the connection, or said nothing there: for an hour it is not tried again.</summary>
    public void Failed(in Flow stream)
    {
        if (_withoutTcp.Count >= MostRemembered)
            _withoutTcp.Clear();
        _withoutTcp[stream.Remote] = loop.Now + Remembered;
    }

    /// <summary>Changes the protocol in the top Via, which is the first header of every request of ours.</summary>
    public static void SetProtocol(Span<byte> request, TransportKind kind)
    {
        var via = request.IndexOf("\r\nVia: SIP/2.0/"u8);
        kind.ViaToken().CopyTo(request[(via + "\r\nVia: SIP/2.0/"u8.Length)..]);
    }

    private bool IsWithoutTcp(IpEndpoint peer)
    {
        if (!_withoutTcp.TryGetValue(peer, out var until))
            return false;
        if (loop.Now < until)
            return true;
        _withoutTcp.Remove(peer);
        return false;
    }
}
