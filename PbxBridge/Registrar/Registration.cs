using System.Text;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Registrar;

/// <summary>What all contacts of one REGISTER share.</summary>
/// <param name="Flow">Where it came from: calls go back there.</param>
/// <param name="Path">Values of Path, first hop first (RFC 3327); empty when the phone does not support it.</param>
internal sealed record Registration(byte[] CallId, uint Sequence, Flow Flow, byte[][] Path)
{
    /// <summary>Where calls go: to the first proxy of the path, by the port that it names if it is the one that the REGISTER came from, else back to
    /// there. A path that names another host is followed from there on: nobody makes us send to a third one.</summary>
    public Flow NextHop
    {
        get
        {
            if (Path.Length == 0 || Flow.IsReliable || !NameAddrView.TryParse(Path[0], out var first) || !SipUriView.TryParse(first.Uri, out var uri)
                || !System.Net.IPAddress.TryParse(Encoding.ASCII.GetString(uri.Host.Trim("[]"u8)), out var host))
                return Flow;
            var hop = IpEndpoint.From(host, uri.Port == 0 ? TransportKind.Udp.DefaultPort() : (ushort)uri.Port);
            return hop.Address == Flow.Remote.Address ? Flow with { Remote = hop } : Flow;
        }
    }

    public static Registration Of(SipMessage request, in Flow from) =>
        new(request.CallId.ToArray(), request.CSeqNumber, from, PathOf(request));

    private static byte[][] PathOf(SipMessage request)
    {
        if (!request.Has(HeaderId.Path) || !request.ContainsToken(HeaderId.Supported, "path"u8))
            return [];
        var path = new List<byte[]>();
        foreach (var value in request.Values(HeaderId.Path))
            path.Add(value.ToArray());
        return [.. path];
    }
}
