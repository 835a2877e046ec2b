using PbxBridge.Demo;
using PbxBridge.Media.Sounds;

namespace PbxBridge.Tests.Demo;

public sealed class ToneMeterTests
{
    [Theory]
    [InlineData(600, 600, true)]
    [InlineData(800, 800, true)]
    [InlineData(1000, 1000, true)]
    [InlineData(600, 800, false)]
    [InlineData(800, 1000, false)]
    [InlineData(425, 600, false)]
    public void A_tone_is_heard_at_its_own_pitch_only(int sent, int listened, bool heard)
    {
        var tone = Tones.Tone(sent, TimeSpan.FromSeconds(1)).ALaw.Span;
        Assert.Equal(heard, ToneMeter.IsTone(tone.Slice(1600, 160), listened));
    }

    [Fact]
    public void Silence_is_no_tone()
    {
        var silence = Sound.Silence(TimeSpan.FromMilliseconds(20)).ALaw.Span;
        Assert.False(ToneMeter.IsTone(silence, 600));
    }

    [Fact]
    public void A_faint_tone_is_not_heard()
    {
        var faint = Tones.Tone(600, TimeSpan.FromSeconds(1), level: 0.005).ALaw.Span;
        Assert.False(ToneMeter.IsTone(faint.Slice(1600, 160), 600));
    }
}
