namespace PbxBridge.Sip.Dialogs;

/// <summary>Values of Warning that go with 488 (RFC 3261 §20.43). The agent is a pseudonym: no host of ours is named (HIDE-1).</summary>
public static class MediaWarnings
{
    public static ReadOnlySpan<byte> NoMedia => "304 pbxbridge \"Media type not available\""u8;

    public static ReadOnlySpan<byte> NoFormat => "305 pbxbridge \"Incompatible media format\""u8;
}
