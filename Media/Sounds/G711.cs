namespace PbxBridge.Media.Sounds;

/// <summary>G.711 A-law and µ-law by tables. Linear samples are 16-bit.</summary>
public static class G711
{
    /// <summary>The A-law byte of silence.</summary>
    public const byte ALawSilence = 0xD5;

    /// <summary>The µ-law byte of silence.</summary>
    public const byte MuLawSilence = 0xFF;

    private static readonly short[] s_fromALaw = Table(static code => ExpandALaw(code));
    private static readonly short[] s_fromMuLaw = Table(static code => ExpandMuLaw(code));
    private static readonly byte[] s_aLawOfMuLaw = [.. s_fromMuLaw.Select(CompressALaw)];
    private static readonly byte[] s_muLawOfALaw = [.. s_fromALaw.Select(CompressMuLaw)];

    public static short DecodeALaw(byte code) => s_fromALaw[code];

    public static short DecodeMuLaw(byte code) => s_fromMuLaw[code];

    public static byte EncodeALaw(short sample) => CompressALaw(sample);

    public static byte EncodeMuLaw(short sample) => CompressMuLaw(sample);

    public static byte ALawToMuLaw(byte code) => s_muLawOfALaw[code];

    public static byte MuLawToALaw(byte code) => s_aLawOfMuLaw[code];

    /// <summary>The spans may be the same.</summary>
    public static void ALawToMuLaw(ReadOnlySpan<byte> aLaw, Span<byte> muLaw)
    {
        for (var i = 0; i < aLaw.Length; i++)
            muLaw[i] = s_muLawOfALaw[aLaw[i]];
    }

    /// <summary>The spans may be the same.</summary>
    public static void MuLawToALaw(ReadOnlySpan<byte> muLaw, Span<byte> aLaw)
    {
        for (var i = 0; i < muLaw.Length; i++)
            aLaw[i] = s_aLawOfMuLaw[muLaw[i]];
    }

    private static short[] Table(Func<byte, short> expand)
    {
        var table = new short[256];
        for (var code = 0; code < 256; code++)
            table[code] = expand((byte)code);
        return table;
    }

    private static short ExpandALaw(byte code)
    {
        var bits = code ^ 0x55;
        var segment = (bits >> 4) & 7;
        var mantissa = bits & 0x0F;
        var magnitude = segment == 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (segment - 1);
        return (short)((bits & 0x80) != 0 ? magnitude : -magnitude);
    }

    private static byte CompressALaw(short sample)
    {
        // Positive samples carry the sign bit; every second bit is inverted (G.711 table 1a).
        var sign = sample >= 0 ? 0x80 : 0;
        var magnitude = Math.Min(sample >= 0 ? sample : -sample - 1, 32767);
        var segment = magnitude < 256 ? 0 : System.Numerics.BitOperations.Log2((uint)magnitude) - 7;
        var mantissa = (segment == 0 ? magnitude >> 4 : magnitude >> (segment + 3)) & 0x0F;
        return (byte)((sign | segment << 4 | mantissa) ^ 0x55);
    }

    private static short ExpandMuLaw(byte code)
    {
        var bits = ~code;
        var magnitude = (((bits & 0x0F) << 3) + 0x84) << ((bits >> 4) & 7);
        return (short)((bits & 0x80) != 0 ? 0x84 - magnitude : magnitude - 0x84);
    }

    private static byte CompressMuLaw(short sample)
    {
        const int bias = 0x84;
        const int clip = 32635;
        var sign = sample < 0 ? 0x80 : 0;
        var magnitude = Math.Min(Math.Abs((int)sample), clip) + bias;
        var segment = System.Numerics.BitOperations.Log2((uint)magnitude) - 7;
        var mantissa = (magnitude >> (segment + 3)) & 0x0F;
        return (byte)~(sign | segment << 4 | mantissa);
    }
}
