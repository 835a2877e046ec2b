using System.Collections.Immutable;
using System.Net;

namespace PbxBridge.Sip.Transport;

/// <summary>What a name look-up brought; empty when the name has no such records.</summary>
/// <param name="TimeToLive">The shortest of the records.</param>
public sealed record NameAnswer<T>(ImmutableArray<T> Records, TimeSpan TimeToLive)
{
    public static NameAnswer<T> None { get; } = new([], TimeSpan.Zero);
}

/// <summary>RFC 3403 §4.1, as RFC 3263 §4.1 uses it.</summary>
/// <param name="Service"><c>SIP+D2U</c>, <c>SIP+D2T</c>, <c>SIPS+D2T</c>.</param>
/// <param name="Replacement">The name to ask for SRV.</param>
public sealed record NaptrRecord(ushort Order, ushort Preference, string Flags, string Service, string Replacement);

/// <summary>RFC 2782. Lowest priority first; among equals in proportion to weight.</summary>
public sealed record SrvRecord(ushort Priority, ushort Weight, ushort Port, string Target);

/// <summary>Asks the Domain Name System. A fault (no server, no answer, refusal) is an empty answer.</summary>
/// <remarks>Called on the pool.</remarks>
public interface INameSource
{
    Task<NameAnswer<NaptrRecord>> NaptrAsync(string name, CancellationToken stop);

    Task<NameAnswer<SrvRecord>> SrvAsync(string name, CancellationToken stop);

    /// <summary>A and AAAA, in the order of the system's preference.</summary>
    Task<NameAnswer<IPAddress>> AddressesAsync(string name, CancellationToken stop);
}
