namespace PbxBridge.Routing.Numbering;

/// <summary>A number as it is routed: E.164 with its plus (<c>+48601000201</c>) or a short public number without one (<c>112</c>).</summary>
/// <param name="Value">Plus and digits, or digits alone; nothing else.</param>
public readonly record struct PhoneNumber(string Value)
{
    /// <summary>A short public number, which has no E.164 form: 112, 116000, 118913.</summary>
    public bool IsShort => Value is not ['+', ..];

    public override string ToString() => Value;
}
