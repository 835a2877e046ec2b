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

    /// <summary>A row of one letter, where padding takes one block more; computed by OpenSSL.</summary>
    [Theory]
    [InlineData(111, "0239e429f98d0ed61ee8e2a7c30afe98c1c3a80ce5dff62a107e9c538f7632ce")]
    [InlineData(112, "9216b5303edb66504570bee90e48ea5beaa5e9fe9f760bbd3e0460559fc005f6")]
    [InlineData(127, "2fe3b2a6ee7e12f6fe4ba82166541ad9b4ed882c493581cbe300d68f3757b778")]
    [InlineData(128, "b88f97e274f9c1d49f181c8cbd01a9c74930ad055a46ac4499a1d601f1c80bf2")]
    [InlineData(129, "fb9035c9009ed4a60e37510339ebdb1c771339f30aa581d5dea3690a524c23f1")]
    [InlineData(300, "19f6f40dff1362d4798293b101b08b0e7d6ca4748780c164701ecce2412e3d17")]
    public void Lengths_around_the_block_size(int length, string hash)
    {
        var found = new byte[32];
        Sha512T256.HashData(Encoding.ASCII.GetBytes(new string('a', length)), found);
        Assert.Equal(hash, Convert.ToHexStringLower(found));
    }
}
