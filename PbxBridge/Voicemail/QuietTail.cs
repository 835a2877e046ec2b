using PbxBridge.Media.Sounds;

namespace PbxBridge.Voicemail;

/// <summary>Cuts the silence off the end of a recording.</summary>
internal static class QuietTail
{
    private const int Frame = Sound.SamplesPerSecond / 50;

    /// <summary>Mean absolute sample of 20 ms that counts as sound: about -43 dBFS, as for the recorder's silence.</summary>
    private const int Audible = 230;

    public static ReadOnlyMemory<byte> Cut(ReadOnlyMemory<byte> aLaw)
    {
        var end = aLaw.Length;
        while (end > 0)
        {
            var start = Math.Max(0, end - Frame);
            if (IsAudible(aLaw.Span[start..end]))
                break;
            end = start;
        }
        return aLaw[..end];
    }

    private static bool IsAudible(ReadOnlySpan<byte> samples)
    {
        var sum = 0;
        foreach (var sample in samples)
            sum += Math.Abs((int)G711.DecodeALaw(sample));
        return sum / samples.Length >= Audible;
    }
}
