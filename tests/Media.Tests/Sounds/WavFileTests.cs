using System.Buffers.Binary;
using PbxBridge.Media.Sounds;

namespace PbxBridge.Media.Tests.Sounds;

public sealed class WavFileTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8000)]
    [InlineData(8001)]
    public void What_is_written_is_read_again(int samples)
    {
        var aLaw = new byte[samples];
        new Random(1).NextBytes(aLaw);
        var file = WavFile.Write(aLaw);
        Assert.Equal(0, file.Length % 2);
        Assert.Equal(file.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)));
        Assert.True(WavFile.TryRead(file, out var sound, out var error), error);
        Assert.Equal(aLaw, sound.ALaw.ToArray());
    }

    [Theory]
    [InlineData(1, 16)]
    [InlineData(7, 8)]
    public void PCM_and_mu_law_become_A_law(ushort format, ushort bits)
    {
        short[] samples = [0, 1000, -1000, 20000, -20000];
        var data = new byte[samples.Length * bits / 8];
        for (var i = 0; i < samples.Length; i++)
        {
            if (bits == 16)
                BinaryPrimitives.WriteInt16LittleEndian(data.AsSpan(i * 2), samples[i]);
            else
                data[i] = G711.EncodeMuLaw(samples[i]);
        }
        Assert.True(WavFile.TryRead(File(format, 1, 8000, bits, data), out var sound, out var error), error);
        Assert.Equal(samples.Select(s => bits == 16 ? G711.EncodeALaw(s) : G711.MuLawToALaw(G711.EncodeMuLaw(s))), sound.ALaw.ToArray());
    }

    [Theory]
    [InlineData(1, 2, 8000, 16, "the WAV file has 2 channels, wanted is 1")]
    [InlineData(1, 1, 44100, 16, "the WAV file has 44100 samples a second, wanted are 8000")]
    [InlineData(3, 1, 8000, 32, "the WAV file has format 3 with 32 bits, wanted is A-law, µ-law or 16-bit PCM")]
    public void Other_formats_are_refused_in_words(ushort format, ushort channels, int rate, ushort bits, string expected)
    {
        Assert.False(WavFile.TryRead(File(format, channels, rate, bits, new byte[8]), out _, out var error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void Cut_and_changed_files_never_throw()
    {
        var file = WavFile.Write(new byte[300]);
        for (var length = 0; length < file.Length; length++)
            Assert.Equal(length >= 58, WavFile.TryRead(file.AsSpan(0, length), out _, out _));
        var random = new Random(2);
        for (var round = 0; round < 20_000; round++)
        {
            var changed = file.ToArray();
            changed[random.Next(60)] = (byte)random.Next(256);
            changed[random.Next(60)] = 0xFF;
            WavFile.TryRead(changed, out _, out _);
        }
    }

    private static byte[] File(ushort format, ushort channels, int rate, ushort bits, byte[] data)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("RIFF"u8);
        writer.Write(36 + data.Length);
        writer.Write("WAVELIST"u8);
        writer.Write(3);
        writer.Write("abc\0fmt "u8);
        writer.Write(16);
        writer.Write(format);
        writer.Write(channels);
        writer.Write(rate);
        writer.Write(rate * channels * bits / 8);
        writer.Write((ushort)(channels * bits / 8));
        writer.Write(bits);
        writer.Write("data"u8);
        writer.Write(data.Length);
        writer.Write(data);
        return stream.ToArray();
    }
}
