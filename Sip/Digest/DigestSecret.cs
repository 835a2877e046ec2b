namespace PbxBridge.Sip.Digest;

/// <summary>What a server keeps instead of a password: HA1 per algorithm as lower-case hexadecimal bytes (RFC 7616 §3.4.2); null where it
/// has none. As good as the password within its realm: never to be logged.</summary>
public sealed record DigestSecret(byte[]? Md5, byte[]? Sha256, byte[]? Sha512_256)
{
    public static DigestSecret FromPassword(string user, string realm, string password) => new(
        DigestHash.Secret(DigestAlgorithm.Md5, user, realm, password),
        DigestHash.Secret(DigestAlgorithm.Sha256, user, realm, password),
        DigestHash.Secret(DigestAlgorithm.Sha512_256, user, realm, password));

    internal byte[]? For(DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Sha256 => Sha256,
        DigestAlgorithm.Sha512_256 => Sha512_256,
        _ => Md5,
    };

    public override string ToString() => "DigestSecret";
}
