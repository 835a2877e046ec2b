using System.Text;

namespace PbxBridge.Storage.Calls;

/// <summary>A value out of a message, as its octets: made into text only when somebody reads it.</summary>
/// <param name="Octets">Not changed by anybody any more.</param>
public readonly record struct SipText(ReadOnlyMemory<byte> Octets)
{
    public static implicit operator SipText(byte[]? octets) => new(octets);

    public static SipText Of(string? text) => new(text is null ? default : Encoding.UTF8.GetBytes(text));

    public bool IsEmpty => Octets.IsEmpty;

    public bool Equals(SipText other) => Octets.Span.SequenceEqual(other.Octets.Span);

    public override int GetHashCode() => Octets.Length;

    public override string ToString() => Encoding.UTF8.GetString(Octets.Span);
}
