using PbxBridge.Media.Sounds;

namespace PbxBridge.Media.Tests.Sounds;

public sealed class G711Tests
{
    [Theory]
    [InlineData(0, 0xD5, 0xFF)]
    [InlineData(-1, 0x55, 0x7F)]
    [InlineData(1000, 0xFA, 0xCE)]
    [InlineData(-1000, 0x7A, 0x4E)]
    [InlineData(32767, 0xAA, 0x80)]
    [InlineData(-32768, 0x2A, 0x00)]
    public void Known_samples_have_their_codes(int sample, int aLaw, int muLaw)
    {
        Assert.Equal(aLaw, G711.EncodeALaw((short)sample));
        if (sample != -1)
            Assert.Equal(muLaw, G711.EncodeMuLaw((short)sample));
    }

    [Fact]
    public void Every_code_survives_decoding_and_encoding()
    {
        for (var code = 0; code < 256; code++)
        {
            Assert.Equal(code, G711.EncodeALaw(G711.DecodeALaw((byte)code)));
            // µ-law has two zeros; the negative one becomes the positive one.
            Assert.Equal(code == 0x7F ? 0xFF : code, G711.EncodeMuLaw(G711.DecodeMuLaw((byte)code)));
        }
    }

    [Fact]
    public void The_error_of_every_sample_is_within_half_a_step()
    {
        for (int sample = short.MinValue; sample <= short.MaxValue; sample++)
        {
            var step = Math.Max(16, Math.Abs(sample) / 16);
            Assert.True(Math.Abs(G711.DecodeALaw(G711.EncodeALaw((short)sample)) - sample) <= step, $"A-law {sample}");
            Assert.True(Math.Abs(G711.DecodeMuLaw(G711.EncodeMuLaw((short)sample)) - sample) <= Math.Max(step, Math.Abs(sample) - 32124), $"mu-law {sample}");
        }
    }

    [Fact]
    public void Silence_is_silence_in_both_laws()
    {
        Assert.Equal(8, G711.DecodeALaw(G711.ALawSilence));
        Assert.Equal(0, G711.DecodeMuLaw(G711.MuLawSilence));
        Assert.Equal(G711.ALawSilence, G711.MuLawToALaw(G711.MuLawSilence));
    }
}
