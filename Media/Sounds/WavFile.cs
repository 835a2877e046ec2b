using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace PbxBridge.Media.Sounds;

/// <summary>RIFF WAVE files: written as A-law, read as A-law, µ-law or 16-bit PCM; 8,000 samples a second, one channel.</summary>
public static class WavFile
{
    private const ushort Pcm = 1;
    private const ushort ALaw = 6;
    private const ushort MuLaw = 7;
    private const int HeaderLength = 58;

    public static byte[] Write(ReadOnlySpan<byte> aLaw)
    {
        // Chunks have even length; formats other than PCM carry an extension size and a "fact" chunk with the number of samples.
        var padded = aLaw.Length + (aLaw.Length & 1);
        var file = new byte[HeaderLength + padded];
        var at = file.AsSpan();
        "RIFF"u8.CopyTo(at);
        BinaryPrimitives.WriteInt32LittleEndian(at[4..], file.Length - 8);
        "WAVEfmt "u8.CopyTo(at[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(at[16..], 18);
        BinaryPrimitives.WriteUInt16LittleEndian(at[20..], ALaw);
        BinaryPrimitives.WriteUInt16LittleEndian(at[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(at[24..], Sound.SamplesPerSecond);
        BinaryPrimitives.WriteInt32LittleEndian(at[28..], Sound.SamplesPerSecond);
        BinaryPrimitives.WriteUInt16LittleEndian(at[32..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(at[34..], 8);
        "fact"u8.CopyTo(at[38..]);
        BinaryPrimitives.WriteInt32LittleEndian(at[42..], 4);
        BinaryPrimitives.WriteInt32LittleEndian(at[46..], aLaw.Length);
        "data"u8.CopyTo(at[50..]);
        BinaryPrimitives.WriteInt32LittleEndian(at[54..], aLaw.Length);
        aLaw.CopyTo(at[HeaderLength..]);
        return file;
    }

    /// <summary>Never throws. A file cut short gives the samples that are there.</summary>
    /// <param name="error">One sentence without the file's name; empty on success.</param>
    public static bool TryRead(ReadOnlySpan<byte> file, [NotNullWhen(true)] out Sound? sound, out string error)
    {
        sound = null;
        if (file.Length < 12 || !file[..4].SequenceEqual("RIFF"u8) || !file[8..12].SequenceEqual("WAVE"u8))
        {
            error = "not a WAV file";
            return false;
        }
        ushort format = 0;
        error = "the WAV file has no fmt chunk before its data";
        for (var rest = file[12..]; rest.Length >= 8;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            var chunk = rest[8..];
            if (length < chunk.Length)
                chunk = chunk[..(int)length];
            if (rest[..4].SequenceEqual("fmt "u8) && !TryReadFormat(chunk, out format, out error))
                return false;
            if (rest[..4].SequenceEqual("data"u8) && format != 0)
            {
                sound = new Sound(ToALaw(chunk, format));
                error = "";
                return true;
            }
            var next = 8L + length + (length & 1);
            rest = next >= rest.Length ? default : rest[(int)next..];
        }
        if (format != 0)
            error = "the WAV file has no data chunk";
        return false;
    }

    private static bool TryReadFormat(ReadOnlySpan<byte> chunk, out ushort format, out string error)
    {
        format = 0;
        if (chunk.Length < 16)
        {
            error = "the WAV file's fmt chunk is too short";
            return false;
        }
        var kind = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        // WAVE_FORMAT_EXTENSIBLE: the format is the start of the sub-format's GUID.
        if (kind == 0xFFFE && chunk.Length >= 26)
            kind = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
        error = (kind, channels, rate, bits) switch
        {
            (_, not 1, _, _) => $"the WAV file has {channels} channels, wanted is 1",
            (_, _, not Sound.SamplesPerSecond, _) => $"the WAV file has {rate} samples a second, wanted are {Sound.SamplesPerSecond}",
            (Pcm, _, _, 16) or (ALaw or MuLaw, _, _, 8) => "",
            _ => $"the WAV file has format {kind} with {bits} bits, wanted is A-law, µ-law or 16-bit PCM",
        };
        if (error.Length == 0)
            format = kind;
        return error.Length == 0;
    }

    private static byte[] ToALaw(ReadOnlySpan<byte> data, ushort format)
    {
        if (format == ALaw)
            return data.ToArray();
        if (format == MuLaw)
        {
            var converted = new byte[data.Length];
            G711.MuLawToALaw(data, converted);
            return converted;
        }
        var samples = new byte[data.Length / 2];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = G711.EncodeALaw(BinaryPrimitives.ReadInt16LittleEndian(data[(i * 2)..]));
        return samples;
    }
}
