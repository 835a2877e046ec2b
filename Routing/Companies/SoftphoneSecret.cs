namespace PbxBridge.Routing.Companies;

/// <summary>What is kept of a password: H(user:realm:password) for each digest algorithm, in lower-case hex (RFC 7616 §3.4.2, RFC 8760). Never printed.</summary>
/// <param name="Realm">The realm that is part of the digests.</param>
/// <param name="Md5">32 hex digits.</param>
/// <param name="Sha256">64 hex digits.</param>
/// <param name="Sha512256">64 hex digits.</param>
public sealed record SoftphoneSecret(string Realm, string Md5, string Sha256, string Sha512256)
{
    public override string ToString() => "SoftphoneSecret (hidden)";
}
