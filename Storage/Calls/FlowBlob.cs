using System.Buffers;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;

namespace PbxBridge.Storage.Calls;

/// <summary>A call's flow as one compressed blob. Not shared between threads: the buffers are reused.</summary>
/// <param name="rawLimit">Message bytes kept; later messages keep their first line only.</param>
/// <remarks>Byte 0 is the format (1). Then Brotli over: count, and per event: milliseconds, sent, leg, peer, first line, message;
/// numbers are 7 bits a byte (LEB128), texts and messages have their length before them.</remarks>
internal sealed class FlowBlob(int rawLimit)
{
    /// <summary>A runaway dialog keeps its beginning.</summary>
    public const int MostEvents = 2_000;

    private const byte Format = 1;
    private const int Quality = 1, Window = 18;

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

        return Pack();
    }

    public static ImmutableArray<FlowEvent> Decode(byte[] blob)
    {
        if (blob is not [Format, ..])
            throw new InvalidDataException($"A call flow of format {(blob.Length == 0 ? -1 : blob[0])} is not known.");
        using var packed = new MemoryStream(blob, 1, blob.Length - 1);
        using var brotli = new BrotliStream(packed, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        brotli.CopyTo(plain);
        plain.Position = 0;
        using var reader = new BinaryReader(plain, Encoding.UTF8);
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

    private byte[] Pack()
    {
        var most = BrotliEncoder.GetMaxCompressedLength(_plain.WrittenCount) + 1;
        if (_packed.Length < most)
            _packed = new byte[most];
        _packed[0] = Format;
        if (!BrotliEncoder.TryCompress(_plain.WrittenSpan, _packed.AsSpan(1), out var written, Quality, Window))
            throw new InvalidOperationException("Brotli needs more than its own upper bound.");
        return _packed.AsSpan(0, written + 1).ToArray();
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
