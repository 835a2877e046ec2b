namespace PbxBridge.Media.Sdp;

/// <summary>One <c>a=</c> line (RFC 8866 §5.13).</summary>
/// <param name="Value">Null for a property attribute such as <c>a=sendonly</c>.</param>
public readonly record struct SdpAttribute(string Name, string? Value)
{
    public override string ToString() => Value is null ? Name : $"{Name}:{Value}";
}
