using System.Net;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Testing;

/// <summary>A name server that knows the addresses it is given and no other records; answers at once.</summary>
public sealed class FixedNames : INameSource
{
    private int _asked;

    public static readonly TimeSpan Lives = TimeSpan.FromMinutes(5);

    public Dictionary<string, IPAddress> Addresses { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>More addresses of the same names, after the first.</summary>
    public Dictionary<string, IPAddress[]> Further { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How often addresses were asked for.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public Task<NameAnswer<NaptrRecord>> NaptrAsync(string name, CancellationToken stop) => Task.FromResult(NameAnswer<NaptrRecord>.None);

    public Task<NameAnswer<SrvRecord>> SrvAsync(string name, CancellationToken stop) => Task.FromResult(NameAnswer<SrvRecord>.None);

    public Task<NameAnswer<IPAddress>> AddressesAsync(string name, CancellationToken stop)
    {
        Interlocked.Increment(ref _asked);
        return Task.FromResult(Addresses.TryGetValue(name, out var address) ? new NameAnswer<IPAddress>([address, .. Further.GetValueOrDefault(name) ?? []], Lives) : NameAnswer<IPAddress>.None);
    }
}
