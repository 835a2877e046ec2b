using PbxBridge.Sip.Transport;

namespace PbxBridge.Trunks;

/// <summary>The name that the certificate of a TLS trunk must carry: the one by which its data names it, whatever address that name has (RFC 5922 §7.2).</summary>
/// <remarks>Written on the loop, read by the handshakes: any thread.</remarks>
internal sealed class TlsPeerNames
{
    private volatile IReadOnlyDictionary<IpEndpoint, string> _names = new Dictionary<IpEndpoint, string>();

    /// <summary>Null: the certificate must carry the address itself.</summary>
    public string? Of(IpEndpoint remote) => _names.GetValueOrDefault(remote);

    /// <summary>The trunks, or what their names stand for, change.</summary>
    /// <param name="names">Is not changed any more.</param>
    public void Use(IReadOnlyDictionary<IpEndpoint, string> names) => _names = names;
}
