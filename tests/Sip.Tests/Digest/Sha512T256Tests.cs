using System.Text;
using PbxBridge.Sip.Digest;

namespace PbxBridge.Sip.Tests.Digest;

public sealed class Sha512T256Tests
{
    /// <summary>The two examples that NIST publishes for SHA-512/256, and the empty message.</summary>
    [Theory]
    [InlineData("abc", "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23")]
    [InlineData("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "3928e184fb8690f840da3988121d31be65cb9d3ef83ee6146feac861e19b563a")]
    [InlineData("", "c672b8d1ef56ed28ab87c3622c5114069bdd3ad7b8f9737498d0c01ecef0967a")]
    public void Published_vectors(string message, string hash)
    {
        var found = new byte[32];
        Sha512T256.HashData(Encoding.ASCII.GetBytes(message), found);
        Assert.Equal(hash, Convert.ToHexStringLower(found));
    }
}
