using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace PbxBridge.Routing.Companies;

/// <summary>A block of internet addresses: <c>203.0.113.0/24</c>, <c>2001:db8:1::/48</c>.</summary>
public sealed class AddressPrefix : IEquatable<AddressPrefix>
{
    private readonly IPNetwork _network;

    private AddressPrefix(IPNetwork network)
    {
        _network = network;
        Text = network.ToString();
    }

    public string Text { get; }

    /// <summary>False unless the text is an address, a slash and a length, with no bits of the address behind the length.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AddressPrefix? prefix)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        prefix = slash > 0 && IPNetwork.TryParse(text, out var network) && IPAddress.TryParse(text.AsSpan(0, slash), out var address)
            && network.BaseAddress.Equals(address)
                ? new(network)
                : null;
        return prefix is not null;
    }

    public bool Contains(IPAddress address) => _network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    public bool Equals(AddressPrefix? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as AddressPrefix);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;
}
