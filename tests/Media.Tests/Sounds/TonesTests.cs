using PbxBridge.Media.Sounds;

namespace PbxBridge.Media.Tests.Sounds;

public sealed class TonesTests
{
    public static TheoryData<string, double, double, double> All => new()
    {
        { nameof(Tones.Ringback), 425, 1, 5 },
        { nameof(Tones.Busy), 425, 0.5, 1 },
        { nameof(Tones.Beep), 1000, 0.4, 0.4 },
        { nameof(Tones.Warning), 1400, 0.2, 0.2 },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void A_tone_has_its_frequency_its_length_and_its_pause(string name, double hertz, double on, double period)
    {
        var tone = (Sound)typeof(Tones).GetProperty(name)!.GetValue(null)!;
        Assert.Equal(TimeSpan.FromSeconds(period), tone.Duration);
        var sounding = tone.ALaw.Span[..(int)(on * 8000)];
        Assert.InRange(Goertzel.Power(sounding, hertz), 0.05, 0.07);
        Assert.InRange(Goertzel.Power(sounding, hertz - 50), 0, 0.001);
        Assert.InRange(Goertzel.Power(sounding, hertz + 50), 0, 0.001);
        Assert.True(tone.ALaw.Span[(int)(on * 8000)..].IndexOfAnyExcept(G711.ALawSilence) < 0);
    }

    [Fact]
    public void Sounds_join_without_a_gap()
    {
        var both = Tones.Beep + Sound.Silence(TimeSpan.FromMilliseconds(30)) + Tones.Warning;
        Assert.Equal(3200 + 240 + 1600, both.ALaw.Length);
        Assert.True(both.ALaw.Span[3440..].SequenceEqual(Tones.Warning.ALaw.Span));
        Assert.Equal(3 * 8000, Tones.Busy.Times(3).ALaw.Length);
    }
}
