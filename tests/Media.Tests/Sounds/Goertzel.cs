using PbxBridge.Media.Sounds;

namespace PbxBridge.Media.Tests.Sounds;

/// <summary>Power of one frequency in A-law samples; 1 = a full-scale sine of it.</summary>
internal static class Goertzel
{
    public static double Power(ReadOnlySpan<byte> aLaw, double hertz)
    {
        var factor = 2 * Math.Cos(2 * Math.PI * hertz / Sound.SamplesPerSecond);
        double before = 0, beforeThat = 0;
        foreach (var sample in aLaw)
            (before, beforeThat) = ((G711.DecodeALaw(sample) / 32768.0) + (factor * before) - beforeThat, before);
        var power = (before * before) + (beforeThat * beforeThat) - (factor * before * beforeThat);
        return power * 4 / ((double)aLaw.Length * aLaw.Length);
    }
}
