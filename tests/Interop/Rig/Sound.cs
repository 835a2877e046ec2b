namespace PbxBridge.Interop.Rig;

/// <summary>16-bit mono samples at 8000 Hz, as WAV files.</summary>
internal static class Sound
{
    public const int Rate = 8000;

    /// <summary>A pure tone.</summary>
    public static void WriteTone(string path, int hertz, TimeSpan length)
    {
        var samples = new short[(int)(length.TotalSeconds * Rate)];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (short)(8000 * Math.Sin(2 * Math.PI * hertz * i / Rate));
        using var file = new BinaryWriter(File.Create(path));
        file.Write("RIFF"u8);
        file.Write(36 + (samples.Length * 2));
        file.Write("WAVEfmt "u8);
        file.Write(16);
        file.Write((short)1);
        file.Write((short)1);
        file.Write(Rate);
        file.Write(Rate * 2);
        file.Write((short)2);
        file.Write((short)16);
        file.Write("data"u8);
        file.Write(samples.Length * 2);
        foreach (var sample in samples)
            file.Write(sample);
    }

    /// <summary>The samples of a WAV file, also of one whose writer has not yet filled in the lengths.</summary>
    public static short[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var octets = new byte[stream.Length];
        stream.ReadExactly(octets);
        var data = octets.AsSpan().IndexOf("data"u8) + 8;
        return data < 8 ? [] : [.. octets[data..].Chunk(2).Where(pair => pair.Length == 2).Select(pair => BitConverter.ToInt16(pair))];
    }

    /// <summary>Share of the sound's power that is at one frequency, 0 to 1, by Goertzel's algorithm.</summary>
    public static double Share(ReadOnlySpan<short> samples, int hertz)
    {
        double power = 0, before = 0, beforeThat = 0;
        var turn = 2 * Math.Cos(2 * Math.PI * hertz / Rate);
        foreach (var sample in samples)
        {
            power += (double)sample * sample;
            (before, beforeThat) = (sample + (turn * before) - beforeThat, before);
        }

        var magnitude = (before * before) + (beforeThat * beforeThat) - (turn * before * beforeThat);
        return power == 0 ? 0 : 2 * magnitude / (samples.Length * power);
    }

    /// <summary>The best share of a frequency in any half second of the recording.</summary>
    public static double BestShare(string path, int hertz)
    {
        var samples = Read(path);
        var best = 0.0;
        for (var at = 0; at + (Rate / 2) <= samples.Length; at += Rate / 4)
            best = Math.Max(best, Share(samples.AsSpan(at, Rate / 2), hertz));
        return best;
    }
}
