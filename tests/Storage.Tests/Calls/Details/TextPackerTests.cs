using System.Text;
using PbxBridge.Storage.Calls.Details;

namespace PbxBridge.Storage.Tests.Calls.Details;

public sealed class TextPackerTests
{
    private const string Message =
        "INVITE sip:600@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.80:5080;branch=z9hG4bK0001;rport\r\nMax-Forwards: 70\r\nFrom: \"Łucja\" <sip:203@192.0.2.80>;tag=a1b2c3d4\r\n"
        + "To: <sip:600@192.0.2.1>\r\nCall-ID: 5a0585ef8ffdec70@192.0.2.80\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n";

    private readonly TextPacker _packer = new();

    [Fact]
    public void Texts_come_back_in_their_order()
    {
        _packer.Clear();
        string[] texts = ["Łucja", "", Message, "x", Message, Message[..40], "a body without an end"];
        var lengths = texts.Select(_packer.Add).ToArray();
        Assert.Equal(texts.Select(Encoding.UTF8.GetByteCount), lengths);
        var unpacker = new TextUnpacker(_packer.End());
        Assert.Equal(texts, lengths.Select(unpacker.Text));
    }

    [Fact]
    public void The_same_text_again_costs_the_head_of_a_copy()
    {
        var once = LengthOf(Message);
        Assert.Equal(once + (10 * TextPacker.HeadSize), LengthOf([.. Enumerable.Repeat(Message, 11)]));
    }

    [Fact]
    public void A_message_that_differs_in_one_value_costs_that_value_and_two_heads()
    {
        var once = LengthOf(Message);
        var twice = LengthOf(Message, Message.Replace("z9hG4bK0001", "z9hG4bK7752", StringComparison.Ordinal));
        Assert.Equal(once + (2 * TextPacker.HeadSize) + "7752".Length, twice);
    }

    [Fact]
    public void A_value_of_another_length_does_not_lose_the_rest_of_its_line()
    {
        var once = LengthOf(Message);
        var twice = LengthOf(Message, Message.Replace("z9hG4bK0001", "z9hG4bK775290", StringComparison.Ordinal));
        Assert.Equal(once + (2 * TextPacker.HeadSize) + "775290".Length, twice);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_is_packed_is_unpacked(int seed)
    {
        var chance = new Random(seed);
        for (var group = 0; group < 3; group++)
        {
            _packer.Clear();
            var texts = Enumerable.Range(0, 3_000).Select(_ => Encoding.UTF8.GetBytes(Random(chance))).ToArray();
            foreach (var text in texts)
                _packer.Add(text.AsSpan());
            var unpacker = new TextUnpacker(_packer.End());
            foreach (var text in texts)
                Assert.Equal(text, unpacker.Octets(text.Length).ToArray());
        }
    }

    [Fact]
    public void Long_texts_are_split()
    {
        _packer.Clear();
        var fresh = new byte[200_000];
        new Random(1).NextBytes(fresh);
        _packer.Add(fresh.AsSpan());
        _packer.Add(fresh.AsSpan());
        var unpacker = new TextUnpacker(_packer.End());
        Assert.Equal(fresh, unpacker.Octets(fresh.Length).ToArray());
        Assert.Equal(fresh, unpacker.Octets(fresh.Length).ToArray());
    }

    [Fact]
    public void Damaged_data_are_refused_and_nothing_else_happens()
    {
        _packer.Clear();
        for (var i = 0; i < 20; i++)
            _packer.Add(Message.Replace("600", $"{600 + (i % 5)}", StringComparison.Ordinal));
        var data = _packer.End().ToArray();
        var chance = new Random(1);
        var refused = 0;
        for (var round = 0; round < 2_000; round++)
        {
            var damaged = data[..chance.Next(1, data.Length + 1)];
            damaged[chance.Next(damaged.Length)] = (byte)chance.Next(256);
            try
            {
                new TextUnpacker(damaged).Octets(20 * Encoding.UTF8.GetByteCount(Message));
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 1_000, 2_000);
    }

    private static int LengthOf(params string[] texts)
    {
        var packer = new TextPacker();
        packer.Clear();
        foreach (var text in texts)
            packer.Add(text);
        return packer.End().Length;
    }

    // Few letters, so that much repeats and much is like something else.
    private static string Random(Random chance) => chance.Next(4) switch
    {
        0 => string.Concat(Enumerable.Range(0, chance.Next(6)).Select(_ => $"Header: value {chance.Next(40)};end\r\n")),
        1 => new string((char)('a' + chance.Next(3)), chance.Next(40)) + "\n\nż" + chance.Next(5),
        2 => "A sentence about " + chance.Next(300) + new string('!', chance.Next(3)),
        _ => Message.Replace("0001", $"{chance.Next(1 << chance.Next(2, 20))}", StringComparison.Ordinal)[..chance.Next(200)],
    };
}
