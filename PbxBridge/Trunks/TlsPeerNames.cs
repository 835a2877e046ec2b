using System.Collections.Concurrent;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Trunks;

/// <summary>The name that the certificate of a TLS trunk must carry: the one by which its data names it, whatever address that name has (RFC 5922 §7.2).</summary>
/// <remarks>Written on the loop, read by the handshakes: any thread.</remarks>
internal sealed class TlsPeerNames
{
    private readonly ConcurrentDictionary<IpEndpoint, string> _names = new();

    /// <summary>Null: the certificate must carry the address itself.</summary>
    public string? Of(IpEndpoint remote) => _names.GetValueOrDefault(remote);

    public void Set(IpEndpoint remote, string host) => _names[remote] = host;

    /// <summary>The trunks change.</summary>
    public void Clear() => _names.Clear();
}
