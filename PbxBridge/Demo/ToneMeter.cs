using PbxBridge.Media.Sounds;

namespace PbxBridge.Demo;

/// <summary>Is there one clear tone in 20 ms of sound? Goertzel's filter at one pitch against the whole energy.</summary>
internal static class ToneMeter
{
    // A pure sine has half of N times the energy in its bin; speech spreads it.
    private const double Clear = 0.35;
    private const double Audible = 500.0 * 500.0;

    /// <param name="hertz">A multiple of 50: whole periods in 20 ms.</param>
    public static bool IsTone(ReadOnlySpan<byte> aLaw, int hertz)
    {
        var turn = 2 * Math.Cos(2 * Math.PI * hertz / Sound.SamplesPerSecond);
        double before = 0, last = 0, energy = 0;
        foreach (var code in aLaw)
        {
            var sample = G711.DecodeALaw(code);
            energy += (double)sample * sample;
            (before, last) = (last, sample + (turn * last) - before);
        }

        var power = (last * last) + (before * before) - (turn * last * before);
        return energy >= Audible * aLaw.Length && power >= Clear * aLaw.Length * energy;
    }
}
