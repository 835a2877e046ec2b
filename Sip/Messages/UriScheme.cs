namespace PbxBridge.Sip.Messages;

/// <summary>The URI schemes that the bridge tells apart.</summary>
public enum UriScheme : byte
{
    Other,
    Sip,
    Sips,
    Tel,
    Urn,
}
