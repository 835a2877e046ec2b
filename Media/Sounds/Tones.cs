namespace PbxBridge.Media.Sounds;

/// <summary>Call progress tones as used in Poland (425 Hz; ITU-T E.180 supplement 2) and the bridge's own signals, one period each.</summary>
public static class Tones
{
    /// <summary>425 Hz, 1 s on, 4 s off.</summary>
    public static Sound Ringback { get; } = Tone(425, Seconds(1)) + Sound.Silence(Seconds(4));

    /// <summary>425 Hz, 0.5 s on, 0.5 s off.</summary>
    public static Sound Busy { get; } = Tone(425, Seconds(0.5)) + Sound.Silence(Seconds(0.5));

    /// <summary>1000 Hz, 0.4 s: "speak now".</summary>
    public static Sound Beep { get; } = Tone(1000, Seconds(0.4));

    /// <summary>1400 Hz, 0.2 s: the call is about to be cut.</summary>
    public static Sound Warning { get; } = Tone(1400, Seconds(0.2));

    /// <summary>A sine with 5 ms ramps at both ends, so that it does not click.</summary>
    /// <param name="level">Amplitude, 1 = full scale; 0.25 is about -12 dBFS.</param>
    public static Sound Tone(double hertz, TimeSpan duration, double level = 0.25)
    {
        var samples = new byte[(int)(duration.TotalSeconds * Sound.SamplesPerSecond)];
        const int ramp = Sound.SamplesPerSecond / 200;
        for (var i = 0; i < samples.Length; i++)
        {
            var edge = Math.Min(1.0, Math.Min(i, samples.Length - 1 - i) / (double)ramp);
            var value = Math.Sin(2 * Math.PI * hertz * i / Sound.SamplesPerSecond) * level * edge;
            samples[i] = G711.EncodeALaw((short)(value * short.MaxValue));
        }
        return new Sound(samples);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
