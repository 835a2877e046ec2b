using System.Buffers;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;

namespace PbxBridge.Storage.Calls;

/// <summary>A call's flow as one compressed blob. Not shared between threads: the buffers are reused.</summary>
/// <param name="rawLimit">Message bytes kept; later messages keep their first line only.</param>
/// <remarks>Byte 0 is the format. 1: Brotli over count, and per event milliseconds, sent, leg, peer, first line, message; 2: Brotli over a
/// <see cref="PackedFlow"/>. Numbers are 7 bits a byte (LEB128), texts and messages have their length before them.</remarks>
internal sealed class FlowBlob(int rawLimit)
{
    /// <summary>A runaway dialog keeps its beginning.</summary>
    public const int MostEvents = 2_000;

    private const byte WithFirstLines = 1, Packed = 2;
    private const int Quality = 0, Window = 18;

    private readonly ArrayBufferWriter<byte> _plain = new(16 * 1024);
    private byte[] _packed = new byte[16 * 1024];

    public byte[] Encode(ImmutableArray<FlowEvent> flow)
    {
        _plain.ResetWrittenCount();
        var count = Math.Min(flow.Length, MostEvents);
        Number(count);
        var left = rawLimit;
        foreach (var message in flow.AsSpan()[..count])
        {
            Number((long)message.At.TotalMilliseconds);
            Number(message.Sent ? 1 : 0);
            Text(message.Leg);
            Text(message.Peer);
            Text(message.FirstLine);
            var kept = message.Raw.Length <= left ? message.Raw.Span : [];
            // Once one message did not fit, none of the later ones is kept: a flow with holes in the middle misleads.
            left = kept.Length == message.Raw.Length ? left - kept.Length : 0;
            Bytes(kept);
        }

        return Pack(WithFirstLines, _plain.WrittenSpan).ToArray();
    }

    /// <summary>Valid until the next call.</summary>
    public ReadOnlySpan<byte> Encode(PackedFlow flow) => Pack(Packed, flow.Written);

    public static ImmutableArray<FlowEvent> Decode(byte[] blob)
    {
        if (blob is not [WithFirstLines or Packed, ..])
            throw new InvalidDataException($"A call flow of format {(blob.Length == 0 ? -1 : blob[0])} is not known.");
        using var packed = new MemoryStream(blob, 1, blob.Length - 1);
        using var brotli = new BrotliStream(packed, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        brotli.CopyTo(plain);
        plain.Position = 0;
        using var reader = new BinaryReader(plain, Encoding.UTF8);
        if (blob[0] == Packed)
            return Unpack(reader, plain.Length);
        var flow = ImmutableArray.CreateBuilder<FlowEvent>(reader.Read7BitEncodedInt());
        while (flow.Count < flow.Capacity)
        {
            var at = TimeSpan.FromMilliseconds(reader.Read7BitEncodedInt64());
            var sent = reader.Read7BitEncodedInt() == 1;
            var (leg, peer, firstLine) = (reader.ReadString(), reader.ReadString(), reader.ReadString());
            flow.Add(new FlowEvent(at, leg, sent, peer, firstLine, reader.ReadBytes(reader.Read7BitEncodedInt())));
        }

        return flow.MoveToImmutable();
    }

    private static ImmutableArray<FlowEvent> Unpack(BinaryReader reader, long length)
    {
        var flow = ImmutableArray.CreateBuilder<FlowEvent>();
        while (reader.BaseStream.Position < length)
        {
            var at = TimeSpan.FromMilliseconds(reader.Read7BitEncodedInt64());
            var sent = reader.Read7BitEncodedInt() == 1;
            var (leg, peer) = (reader.ReadString(), reader.ReadString());
            var message = reader.ReadBytes(reader.Read7BitEncodedInt());
            var end = message.AsSpan().IndexOf("\r\n"u8);
            flow.Add(new FlowEvent(at, leg, sent, peer, Encoding.UTF8.GetString(end < 0 ? message : message.AsSpan(0, end)), message));
        }

        return flow.ToImmutable();
    }

    private ReadOnlySpan<byte> Pack(byte format, ReadOnlySpan<byte> plain)
    {
        var most = BrotliEncoder.GetMaxCompressedLength(plain.Length) + 1;
        if (_packed.Length < most)
            _packed = new byte[most];
        _packed[0] = format;
        if (!BrotliEncoder.TryCompress(plain, _packed.AsSpan(1), out var written, Quality, Window))
            throw new InvalidOperationException("Brotli needs more than its own upper bound.");
        return _packed.AsSpan(0, written + 1);
    }

    private void Number(long value)
    {
        var bits = (ulong)value;
        var span = _plain.GetSpan(10);
        var length = 0;
        for (; bits >= 0x80; bits >>= 7)
            span[length++] = (byte)(bits | 0x80);
        span[length++] = (byte)bits;
        _plain.Advance(length);
    }

    private void Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Number(length);
        _plain.Advance(Encoding.UTF8.GetBytes(text, _plain.GetSpan(length)));
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        _plain.Write(bytes);
    }
}
