using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Registrar;

/// <summary>What all contacts of one REGISTER share.</summary>
/// <param name="Flow">Where it came from: calls go back there.</param>
/// <param name="Path">Values of Path, first hop first (RFC 3327); empty when the phone does not support it.</param>
internal sealed record Registration(byte[] CallId, uint Sequence, Flow Flow, byte[][] Path)
{
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
