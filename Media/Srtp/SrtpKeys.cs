using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PbxBridge.Media.Srtp;

/// <summary>Session keys of one direction, derived from the master key (RFC 3711 §4.3, key derivation rate 0), and what they do.</summary>
internal sealed class SrtpKeys : IDisposable
{
    public const int KeyLength = 16;
    public const int SaltLength = 14;
    private const int AuthenticationLength = 20;
    private const int Block = 16;

    private readonly Aes _cipher;
    private readonly byte[] _authentication = new byte[AuthenticationLength];
    private readonly byte[] _salt = new byte[SaltLength];

    /// <summary>For the vectors of the RFC.</summary>
    internal ReadOnlySpan<byte> Salt => _salt;

    internal ReadOnlySpan<byte> Authentication => _authentication;

    /// <param name="labels">The first of three labels: 0 for SRTP, 3 for SRTCP (§4.3.1, §4.3.2).</param>
    public SrtpKeys(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt, byte labels)
    {
        Span<byte> key = stackalloc byte[KeyLength];
        using (var master = Aes.Create())
        {
            master.SetKey(masterKey);
            Derive(master, masterSalt, labels, key);
            Derive(master, masterSalt, (byte)(labels + 1), _authentication);
            Derive(master, masterSalt, (byte)(labels + 2), _salt);
        }
        _cipher = Aes.Create();
        _cipher.SetKey(key);
    }

    /// <summary>Encrypts, or decrypts: the key stream is the same (§4.1.1).</summary>
    /// <param name="index">Of the packet: rollover counter and sequence number, or the index of SRTCP.</param>
    public void Apply(uint ssrc, ulong index, Span<byte> payload)
    {
        Span<byte> counter = stackalloc byte[Block];
        _salt.CopyTo(counter);
        Xor32(counter[4..], ssrc);
        Xor32(counter[8..], (uint)(index >> 16));
        counter[12] ^= (byte)(index >> 8);
        counter[13] ^= (byte)index;
        Stream(_cipher, counter, payload);
    }

    /// <summary>The tag over a packet and what follows it on paper only (§4.2).</summary>
    public void Tag(ReadOnlySpan<byte> packet, uint trailer, Span<byte> tag)
    {
        Span<byte> whole = stackalloc byte[HMACSHA1.HashSizeInBytes];
        Span<byte> text = stackalloc byte[packet.Length + 4];
        packet.CopyTo(text);
        BinaryPrimitives.WriteUInt32BigEndian(text[packet.Length..], trailer);
        HMACSHA1.HashData(_authentication, text, whole);
        whole[..tag.Length].CopyTo(tag);
    }

    /// <summary>The same where nothing follows (SRTCP, whose index is in the packet).</summary>
    public void Tag(ReadOnlySpan<byte> packet, Span<byte> tag)
    {
        Span<byte> whole = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(_authentication, packet, whole);
        whole[..tag.Length].CopyTo(tag);
    }

    public void Dispose() => _cipher.Dispose();

    private static void Derive(Aes master, ReadOnlySpan<byte> salt, byte label, Span<byte> into)
    {
        Span<byte> counter = stackalloc byte[Block];
        salt.CopyTo(counter);
        counter[7] ^= label;
        into.Clear();
        Stream(master, counter, into);
    }

    internal static void Stream(Aes cipher, Span<byte> counter, Span<byte> text)
    {
        Span<byte> block = stackalloc byte[Block];
        for (ushort number = 0; !text.IsEmpty; number++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(counter[14..], number);
            cipher.EncryptEcb(counter, block, PaddingMode.None);
            var length = Math.Min(Block, text.Length);
            for (var i = 0; i < length; i++)
                text[i] ^= block[i];
            text = text[length..];
        }
    }

    private static void Xor32(Span<byte> into, uint value) =>
        BinaryPrimitives.WriteUInt32BigEndian(into, BinaryPrimitives.ReadUInt32BigEndian(into) ^ value);
}
