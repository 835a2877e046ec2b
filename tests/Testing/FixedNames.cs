using System.Net;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Testing;

/// <summary>A name server that knows the addresses it is given and no other records; answers at once.</summary>
public sealed class FixedNames : INameSource
{
    public Dictionary<string, IPAddress> Addresses { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Task<NameAnswer<NaptrRecord>> NaptrAsync(string name, CancellationToken stop) => Task.FromResult(NameAnswer<NaptrRecord>.None);

    public Task<NameAnswer<SrvRecord>> SrvAsync(string name, CancellationToken stop) => Task.FromResult(NameAnswer<SrvRecord>.None);

    public Task<NameAnswer<IPAddress>> AddressesAsync(string name, CancellationToken stop) => Task.FromResult(
        Addresses.TryGetValue(name, out var address) ? new NameAnswer<IPAddress>([address], TimeSpan.FromMinutes(5)) : NameAnswer<IPAddress>.None);
}
