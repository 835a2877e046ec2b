using System.Text;
using PbxBridge.Sip.Digest;
using PbxBridge.Sip.Transport;
using PbxBridge.Trunks;

namespace PbxBridge.Calls;

/// <summary>Where one branch of a leg goes.</summary>
/// <param name="Label">For the record: <c>127.0.0.1:5070</c>, or user and transport of a softphone.</param>
/// <param name="Flow">The transport, listener and address.</param>
/// <param name="Uri">The contact URI as registered; null for a trunk, whose Request-URI is the number at <paramref name="Host"/>.</param>
/// <param name="Host">Host and port in the Request-URI and To of a trunk call.</param>
/// <param name="Route">Values of Route, first hop first: the Path of the registration (RFC 3327 §5.1); empty for none.</param>
/// <param name="Symmetric">In-dialog requests go where its messages come from (phones behind NAT).</param>
internal sealed record LegContact(string Label, Flow Flow, byte[]? Uri, string Host, byte[][] Route, bool Symmetric, PeerProfile Profile, DigestClient? Credentials)
{
    /// <summary>Of a PBX that has registered; null for every other.</summary>
    public RegisteredContact? Registered { get; init; }

    public static LegContact Of(TrunkTarget target, in Flow flow, Trunk? trunk) => new(
        target.HostPort, flow, null, target.HostPort, target.Registered?.Route ?? [], Symmetric: target.Registered is not null, trunk?.Profile ?? PeerProfile.Phone, trunk?.Credentials)
    {
        Registered = target.Registered,
    };

    public static LegContact OfPhone(string user, byte[] uri, in Flow flow, byte[][] route) => new(
        $"{user} ({flow})", flow, uri, HostOf(uri), route, Symmetric: true, PeerProfile.Phone, null);

    private static string HostOf(byte[] uri)
    {
        var text = Encoding.UTF8.GetString(uri);
        var at = text.IndexOf('@');
        var host = at < 0 ? text[(text.IndexOf(':') + 1)..] : text[(at + 1)..];
        var end = host.IndexOfAny([';', '?', '>']);
        return end < 0 ? host : host[..end];
    }
}
