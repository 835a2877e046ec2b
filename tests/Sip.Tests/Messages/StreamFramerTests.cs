using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Tests.Messages;

public sealed class StreamFramerTests
{
    /// <summary>Messages that are framed whole on a stream: valid ones and broken ones.</summary>
    private static readonly string[] Framed =
    [
        "rfc4475/wsinv", "rfc4475/intmeth", "rfc4475/escnull", "rfc4475/esc02", "rfc4475/mpart01", "rfc4475/longreq",
        "rfc4475/badinv01", "rfc4475/scalar02", "rfc4475/mismatch02", "rfc5118/ipv6-in-sdp",
    ];

    private static List<string> Feed(params byte[][] pieces)
    {
        var framer = new StreamFramer();
        List<string> seen = [];
        foreach (var piece in pieces)
        {
            framer.Append(piece);
            FrameVerdict verdict;
            while ((verdict = framer.TryNext(out var message, out var error)) != FrameVerdict.NeedMore)
            {
                seen.Add(verdict + ":" + error.Kind + ":" + (message is null ? "" : Convert.ToHexString(message)));
                if (verdict == FrameVerdict.Failed)
                    return seen;
            }
        }
        return seen;
    }

    private static string Whole(byte[] message) => "Message::" + Convert.ToHexString(message);

    [Fact]
    public void Message_split_at_every_offset_comes_out_whole()
    {
        foreach (var name in Framed)
        {
            // longreq and ipv6-in-sdp of the RFCs end where their Content-Length says; what is left over starts the next message.
            var bytes = Trimmed(Torture.Bytes(name));
            for (var at = 0; at <= bytes.Length; at++)
                Assert.Equal([Whole(bytes)], Feed(bytes[..at], bytes[at..]));
        }
    }

    // Valid, broken and never finished ones: wherever the stream was cut, and byte by byte, the same comes out as from the message in one piece.
    [Theory]
    [MemberData(nameof(AllTorture))]
    public void Torture_message_split_at_every_offset_comes_out_as_in_one_piece(string name)
    {
        var bytes = Torture.Bytes(name);
        var whole = Feed(bytes);
        for (var at = 0; at <= bytes.Length; at++)
            Assert.Equal(whole, Feed(bytes[..at], bytes[at..]));
        Assert.Equal(whole, Feed([.. bytes.Select(one => new[] { one })]));
    }

    public static TheoryData<string> AllTorture => [.. Torture.Names];

    private static byte[] Trimmed(byte[] bytes)
    {
        MessageParser.Parse((byte[])bytes.Clone(), datagram: true, out var message, out _);
        return bytes[..(bytes.Length - (message!.Raw.Length - message.Raw.AsSpan().LastIndexOf(message.Body) - message.Body.Length))];
    }

    [Fact]
    public void Pipelined_messages_split_at_every_offset_come_out_in_order()
    {
        byte[][] messages = [Trimmed(Torture.Bytes("rfc4475/wsinv")), Text.Bytes(Text.Invite), Trimmed(Torture.Bytes("rfc4475/mpart01"))];
        byte[] stream = [.. messages[0], .. messages[1], .. "\r\n"u8, .. messages[2], .. "\r\n\r\n"u8, .. messages[1]];
        string[] expected = [Whole(messages[0]), Whole(messages[1]), Whole(messages[2]), "KeepAlivePing::", Whole(messages[1])];
        for (var at = 0; at <= stream.Length; at++)
            Assert.Equal(expected, Feed(stream[..at], stream[at..]));
        Assert.Equal(expected, Feed([.. stream.Select(one => new[] { one })]));
    }

    [Fact]
    public void Double_CRLF_is_a_ping_and_a_single_one_is_nothing()
    {
        Assert.Equal([], Feed("\r\n"u8.ToArray()));
        Assert.Equal(["KeepAlivePing::"], Feed("\r\n"u8.ToArray(), "\r"u8.ToArray(), "\n"u8.ToArray()));
        Assert.Equal(["KeepAlivePing::", "KeepAlivePing::"], Feed("\r\n\r\n\r\n\r\n"u8.ToArray()));
    }

    [Theory]
    [InlineData("Content-Length: -999", "content-length")]
    [InlineData("X: y", "content-length")]
    [InlineData("Content-Length: 4\r\nl: 4", "content-length")]
    [InlineData("Content-Length: 65536", "message-too-long")]
    [InlineData("Content-Length: 99999999999999999999", "message-too-long")]
    public void Unreadable_length_fails_and_gives_the_header_section_for_the_refusal(string row, string kind)
    {
        var text = Text.With("Content-Length", row);
        var bytes = Text.Bytes(text);
        var framer = new StreamFramer();
        framer.Append(bytes);
        Assert.Equal(FrameVerdict.Failed, framer.TryNext(out var message, out var error));
        Assert.Equal(kind, error.Kind);
        Assert.Equal(text[..(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)], Text.Of(message));
        Assert.Equal(ParseVerdict.Bad, MessageParser.Parse(message!, datagram: false, out _, out _));
        framer.Append(bytes);
        Assert.Equal(FrameVerdict.Failed, framer.TryNext(out _, out _));
    }

    [Fact]
    public void Header_section_without_end_fails_beyond_64_KB()
    {
        var framer = new StreamFramer();
        framer.Append(Text.Bytes("OPTIONS sip:a@b SIP/2.0\r\n"));
        var row = Text.Bytes("X: " + new string('x', 1019) + "\r\n");
        for (var i = 0; i < 63; i++)
        {
            framer.Append(row);
            Assert.Equal(FrameVerdict.NeedMore, framer.TryNext(out _, out _));
        }
        framer.Append(row);
        framer.Append(row);
        Assert.Equal(FrameVerdict.Failed, framer.TryNext(out _, out var error));
        Assert.Equal(513, error.Status);
    }

    [Fact]
    public void Folded_and_compact_lengths_count()
    {
        var text = Text.With("Content-Length", "l \t:\r\n   4 ");
        Assert.Equal([Whole(Text.Bytes(text))], Feed(Text.Bytes(text)));
    }
}
