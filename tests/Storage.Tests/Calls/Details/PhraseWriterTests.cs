using System.Text;
using PbxBridge.Storage.Calls.Details;

namespace PbxBridge.Storage.Tests.Calls.Details;

public sealed class PhraseWriterTests
{
    private const string Message = "INVITE sip:600@h SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\nMax-Forwards: 70\r\n\r\nbody without an end";

    [Fact]
    public void Numbers_and_texts_come_back_in_their_order()
    {
        var writer = Begun();
        writer.Number(0);
        writer.Text("Łucja");
        writer.Number(long.MaxValue);
        writer.Constant("class");
        writer.Text("");
        writer.Constant("class");
        writer.Number(300);
        writer.Lines(Encoding.UTF8.GetBytes(Message));
        var reader = new PhraseReader(writer.Written.ToArray());
        Assert.Equal(0, reader.Number());
        Assert.Equal("Łucja", reader.Text());
        Assert.Equal(long.MaxValue, reader.Number());
        Assert.Equal(["class", "", "class"], new[] { reader.Text(), reader.Text(), reader.Text() });
        Assert.Equal(300, reader.Number());
        Assert.Equal(Message, Encoding.UTF8.GetString(reader.Lines(Message.Length)));
        Assert.True(reader.IsAtEnd);
    }

    [Fact]
    public void What_was_said_before_costs_one_number()
    {
        var writer = Begun();
        var message = Encoding.UTF8.GetBytes(Message);
        writer.Lines(message);
        writer.Lines(message);
        var once = writer.Written.Length;
        for (var i = 0; i < 5; i++)
            writer.Lines(message);
        Assert.Equal(once + 1, writer.Written.Length);
    }

    [Fact]
    public void A_line_that_is_like_an_earlier_one_keeps_the_difference()
    {
        var writer = Begun();
        writer.Text("Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK0001;rport");
        var before = writer.Written.Length;
        writer.Text("Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK7752;rport");
        Assert.Equal(before + 4 + 4, writer.Written.Length);
        var reader = new PhraseReader(writer.Written.ToArray());
        reader.Text();
        Assert.Equal("Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK7752;rport", reader.Text());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_is_written_is_read(int seed)
    {
        var chance = new Random(seed);
        var writer = new PhraseWriter();
        for (var group = 0; group < 3; group++)
        {
            writer.Clear();
            var said = Enumerable.Range(0, 4_000).Select(_ => Random(chance)).ToArray();
            foreach (var (number, text) in said)
            {
                if (text is null)
                    writer.Number(number);
                else if (number == 0)
                    writer.Lines(Encoding.UTF8.GetBytes(text));
                else
                    writer.Text(text);
            }
            var reader = new PhraseReader(writer.Written.ToArray());
            foreach (var (number, text) in said)
            {
                if (text is null)
                    Assert.Equal(number, reader.Number());
                else if (number == 0)
                    Assert.Equal(text, Encoding.UTF8.GetString(reader.Lines(Encoding.UTF8.GetByteCount(text))));
                else
                    Assert.Equal(text, reader.Text());
            }
            Assert.True(reader.IsAtEnd);
        }
    }

    [Fact]
    public void Damaged_data_are_refused_and_nothing_else_happens()
    {
        var writer = Begun();
        for (var i = 0; i < 20; i++)
            writer.Lines(Encoding.UTF8.GetBytes(Message.Replace("600", $"{600 + (i % 5)}", StringComparison.Ordinal)));
        var data = writer.Written.ToArray();
        var chance = new Random(1);
        for (var round = 0; round < 2_000; round++)
        {
            var damaged = data[..chance.Next(1, data.Length + 1)];
            damaged[chance.Next(damaged.Length)] = (byte)chance.Next(256);
            try
            {
                var reader = new PhraseReader(damaged);
                while (!reader.IsAtEnd)
                    reader.Lines(Message.Length);
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    private static PhraseWriter Begun()
    {
        var writer = new PhraseWriter();
        writer.Clear();
        return writer;
    }

    // Few letters, so that much repeats and much is like something else.
    private static (long Number, string? Text) Random(Random chance) => chance.Next(4) switch
    {
        0 => (chance.NextInt64(0, 1L << chance.Next(1, 63)), null),
        1 => (0, string.Concat(Enumerable.Range(0, chance.Next(5)).Select(_ => $"Header: value {chance.Next(40)};end\r\n"))),
        2 => (0, new string((char)('a' + chance.Next(3)), chance.Next(30)) + "\n\nż" + chance.Next(5)),
        _ => (1, "A sentence about " + chance.Next(300) + new string('!', chance.Next(3))),
    };
}
