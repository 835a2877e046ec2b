namespace PbxBridge.Sip.Digest;

/// <summary>The hash algorithms of digest authentication (RFC 8760), weakest first.</summary>
public enum DigestAlgorithm : byte
{
    Md5,
    Sha256,
    Sha512_256,
}
