using System.Buffers.Binary;
using PbxBridge.Media.Srtp;

namespace PbxBridge.Media.Tests.Srtp;

/// <summary>RFC 3711: its own vectors, the packet that other stacks test themselves with, rollover and replay.</summary>
public sealed class SrtpDirectionTests
{
    private static readonly SrtpKey s_key = new(SrtpSuite.Sha1Tag80, 1,
        Convert.ToBase64String(Convert.FromHexString("E1F97A0D3E018BE0D64FA32C06DE41390EC675AD498AFEEBB6960B3AABE6")));

    [Fact]
    public void Key_stream_of_appendix_B2()
    {
        // The session key and salt are those of the appendix when they are derived from nothing: here they are given, so the cipher alone is looked at.
        using var cipher = System.Security.Cryptography.Aes.Create();
        cipher.SetKey(Convert.FromHexString("2B7E151628AED2A6ABF7158809CF4F3C"));
        var text = new byte[48];
        SrtpKeys.Stream(cipher, Convert.FromHexString("F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000"), text);
        Assert.Equal("E03EAD0935C95E80E166B16DD92B4EB4D23513162B02D0F72A43A2FE4A5F97AB41E95B3BB0A2E8DD477901E4FCA894C0", Convert.ToHexString(text));
    }

    [Fact]
    public void Session_keys_of_appendix_B3()
    {
        var secret = Convert.FromBase64String(s_key.Inline);
        using var keys = new SrtpKeys(secret.AsSpan(0, 16), secret.AsSpan(16), 0);
        Assert.Equal("30CBBC08863D8C85D49DB34A9AE1", Convert.ToHexString(keys.Salt));
        Assert.Equal("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4", Convert.ToHexString(keys.Authentication));
        using var cipher = System.Security.Cryptography.Aes.Create();
        cipher.SetKey(Convert.FromHexString("C61E7A93744F39EE10734AFE3FF7A087"));
        var (ours, theirs) = (new byte[32], new byte[32]);
        keys.Apply(0, 0, ours);
        SrtpKeys.Stream(cipher, Convert.FromHexString("30CBBC08863D8C85D49DB34A9AE10000"), theirs);
        Assert.Equal(theirs, ours);
    }

    [Fact]
    public void The_packet_that_other_stacks_test_themselves_with()
    {
        var buffer = new byte[64];
        var plain = Convert.FromHexString("800F1234DECAFBADCAFEBABEABABABABABABABABABABABABABABABAB");
        plain.CopyTo(buffer, 0);
        using var sender = new SrtpDirection(s_key);
        var length = sender.SealRtp(buffer, plain.Length);
        Assert.Equal("800F1234DECAFBADCAFEBABE4E55DC4CE79978D88CA4D215949D2402B78D6ACC99EA179B8DBB", Convert.ToHexString(buffer.AsSpan(0, length)));
        using var receiver = new SrtpDirection(s_key);
        Assert.Equal(plain.Length, receiver.OpenRtp(buffer.AsSpan(0, length)));
        Assert.Equal(plain, buffer[..plain.Length]);
    }

    [Fact]
    public void Sequence_numbers_roll_over_and_packets_that_change_places_at_the_edge_are_opened()
    {
        using var sender = new SrtpDirection(s_key);
        using var receiver = new SrtpDirection(s_key);
        var sealed1 = new[] { 65_534, 65_535, 0, 1, 2 }.Select(sequence => Sealed(sender, (ushort)sequence)).ToArray();
        foreach (var at in (int[])[0, 2, 1, 4, 3])
            Assert.Equal(20, receiver.OpenRtp(sealed1[at].ToArray()));
    }

    [Fact]
    public void A_packet_is_taken_once_and_not_when_it_is_older_than_the_window_or_changed()
    {
        using var sender = new SrtpDirection(s_key);
        using var receiver = new SrtpDirection(s_key);
        var packets = Enumerable.Range(100, 80).Select(sequence => Sealed(sender, (ushort)sequence)).ToArray();
        Assert.Equal(20, receiver.OpenRtp(packets[0].ToArray()));
        Assert.Equal(0, receiver.OpenRtp(packets[0].ToArray()));
        var changed = packets[1].ToArray();
        changed[13] ^= 1;
        Assert.Equal(0, receiver.OpenRtp(changed));
        Assert.Equal(20, receiver.OpenRtp(packets[1].ToArray()));
        Assert.Equal(20, receiver.OpenRtp(packets[79].ToArray()));
        Assert.Equal(0, receiver.OpenRtp(packets[15].ToArray()));
        Assert.Equal(20, receiver.OpenRtp(packets[16].ToArray()));
        // A key stream is used once.
        Assert.Equal(0, sender.SealRtp(Plain(179, new byte[64]), 20));
    }

    [Fact]
    public void Reports_are_sealed_with_an_index_of_their_own()
    {
        using var sender = new SrtpDirection(s_key);
        using var receiver = new SrtpDirection(s_key);
        byte[] plain = [0x80, 201, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8];
        var buffer = new byte[64];
        plain.CopyTo(buffer, 0);
        Assert.Equal(26, sender.SealRtcp(buffer, 12));
        Assert.NotEqual(plain[8..], buffer[8..12]);
        var again = buffer[..26];
        Assert.Equal(12, receiver.OpenRtcp(buffer.AsSpan(0, 26)));
        Assert.Equal(plain, buffer[..12]);
        Assert.Equal(0, receiver.OpenRtcp(again));
    }

    private static byte[] Sealed(SrtpDirection sender, ushort sequence)
    {
        var buffer = Plain(sequence, new byte[64]);
        return buffer[..sender.SealRtp(buffer, 20)];
    }

    private static byte[] Plain(ushort sequence, byte[] buffer)
    {
        buffer[0] = 0x80;
        BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(2), sequence);
        return buffer;
    }
}
