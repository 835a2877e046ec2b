using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;

namespace PbxBridge.Storage.Calls;

/// <summary>Reads the messages of calls as they were kept before schema version 5: a blob for each call.</summary>
/// <remarks>Byte 0 is the form. 1: Brotli over count, and per event milliseconds, sent, leg, peer, first line, message; 2: Brotli over milliseconds, sent, leg, peer and
/// message of each. Numbers are 7 bits a byte (LEB128), texts and messages have their length before them.</remarks>
internal static class BrotliFlow
{
    private const byte WithFirstLines = 1, Packed = 2;

    /// <exception cref="InvalidDataException">The form is not known, or the blob is damaged.</exception>
    public static ImmutableArray<FlowEvent> Read(byte[] blob)
    {
        if (blob is not [WithFirstLines or Packed, ..])
            throw new InvalidDataException($"A call flow of form {(blob.Length == 0 ? -1 : blob[0])} is not known.");
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
}
