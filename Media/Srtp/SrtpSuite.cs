namespace PbxBridge.Media.Srtp;

/// <summary>A crypto suite of RFC 4568 §6.2: AES-128 in counter mode, and HMAC-SHA1 cut to a tag.</summary>
/// <param name="Name">As <c>a=crypto</c> has it.</param>
/// <param name="RtpTag">Octets of the tag of an RTP packet; that of RTCP has ten with both suites (§6.2.2).</param>
public sealed record SrtpSuite(string Name, int RtpTag)
{
    public static readonly SrtpSuite Sha1Tag80 = new("AES_CM_128_HMAC_SHA1_80", 10);
    public static readonly SrtpSuite Sha1Tag32 = new("AES_CM_128_HMAC_SHA1_32", 4);

    /// <summary>Null for a suite that we do not know.</summary>
    public static SrtpSuite? Find(ReadOnlySpan<char> name) =>
        name.SequenceEqual(Sha1Tag80.Name) ? Sha1Tag80 : name.SequenceEqual(Sha1Tag32.Name) ? Sha1Tag32 : null;
}
