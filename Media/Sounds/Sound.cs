namespace PbxBridge.Media.Sounds;

/// <summary>A sound to play: G.711 A-law, 8,000 samples a second, one channel.</summary>
/// <param name="ALaw">Not copied: do not change it afterwards.</param>
public sealed record Sound(ReadOnlyMemory<byte> ALaw)
{
    public const int SamplesPerSecond = 8000;

    public static Sound Empty { get; } = new(ReadOnlyMemory<byte>.Empty);

    public TimeSpan Duration => TimeSpan.FromSeconds((double)ALaw.Length / SamplesPerSecond);

    public static Sound Silence(TimeSpan duration)
    {
        var samples = new byte[(int)(duration.TotalSeconds * SamplesPerSecond)];
        Array.Fill(samples, G711.ALawSilence);
        return new Sound(samples);
    }

    /// <summary>One after the other without a gap.</summary>
    public static Sound Concat(params ReadOnlySpan<Sound> sounds)
    {
        var length = 0;
        foreach (var sound in sounds)
            length += sound.ALaw.Length;
        var samples = new byte[length];
        var at = 0;
        foreach (var sound in sounds)
        {
            sound.ALaw.Span.CopyTo(samples.AsSpan(at));
            at += sound.ALaw.Length;
        }
        return new Sound(samples);
    }

    public static Sound operator +(Sound first, Sound second) => Concat(first, second);

    /// <summary>Repeats the sound; a ringback of a minute is 12 times one period.</summary>
    public Sound Times(int count)
    {
        var samples = new byte[ALaw.Length * count];
        for (var i = 0; i < count; i++)
            ALaw.Span.CopyTo(samples.AsSpan(i * ALaw.Length));
        return new Sound(samples);
    }
}
