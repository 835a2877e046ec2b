using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Tests.Messages;

public sealed class MultipartBodyTests
{
    private const string Sdp = "v=0\r\ns=-\r\n";
    private const string SdpPart = "--b\r\nContent-Type: application/sdp\r\n\r\n" + Sdp + "\r\n";
    private const string Other = "--b\r\nContent-Type: application/pidf+xml\r\n\r\n<presence/>\r\n";
    private const string End = "--b--\r\n";

    private const string Nested =
        "--b\r\nContent-Type: multipart/alternative;\r\n boundary=\"b2\"\r\n\r\n--b2\r\n\r\ntext\r\n--b2\r\nContent-Type: application/sdp\r\n\r\n" + Sdp + "\r\n--b2--\r\n";

    [Theory]
    [InlineData("application/sdp", Sdp)]
    [InlineData("Application/SDP ; charset=utf-8", Sdp)]
    [InlineData("multipart/mixed;boundary=b", SdpPart + End)]
    [InlineData("multipart/mixed;boundary=b", SdpPart + Other + End)]
    [InlineData("multipart/mixed;boundary=b", Other + SdpPart + End)]
    [InlineData("MULTIPART/Alternative; charset=x ; Boundary = \"b\"", Other + SdpPart + End)]
    [InlineData("multipart/mixed;boundary=b", "preamble\r\n--bb\r\n\r\n" + Other + SdpPart + End + "epilogue")]
    [InlineData("multipart/mixed;boundary=b", "\r\n" + SdpPart + End)]
    [InlineData("multipart/mixed;boundary=b", SdpPart + SdpPart2 + End)]
    [InlineData("multipart/mixed;boundary=\"a b:c\"", "--a b:c \t\r\ncontent-type:\tapplication/SDP;x=y\r\n\r\n" + Sdp + "\r\n--a b:c--")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\nContent-ID: <1@x>\r\nContent-Type:\r\n application/sdp\r\nContent-Length: 10\r\n\r\n" + Sdp + "\r\n--b--")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\nContent-Type: application/sdp\r\nContent-Transfer-Encoding: 8BIT\r\nContent-Encoding: identity\r\n\r\n" + Sdp + "\r\n--b--")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\nContent-Type: application/sdp\r\nContent-Disposition: session;handling=required\r\n\r\n" + Sdp + "\r\n--b--")]
    [InlineData("multipart/mixed;boundary=b", Nested + End)]
    [InlineData("multipart/mixed;boundary=b", Other + Nested + Other + End)]
    [InlineData("multipart/mixed;boundary=b", Nested + SdpPart2 + End)]
    public void The_first_description_is_found(string type, string body) => Assert.Equal(Sdp, Read(type, body));

    private const string SdpPart2 = "--b\r\nContent-Type: application/sdp\r\n\r\nv=0\r\ns=second\r\n\r\n";

    [Theory]
    [InlineData("--b\r\nContent-Type: application/sdp\r\n\r\n" + Sdp + "--b--\r\n", "the description ends right before the delimiter")]
    [InlineData("--b\nContent-Type: application/sdp\n\n" + Sdp + "--b--\n", "lines end with LF")]
    [InlineData("--b\r\nContent-Type: application/sdp\r\n\r\n" + Sdp, "there is no last delimiter")]
    [InlineData("--b\r\nContent-Type: application/sdp\r\n\r\n" + Sdp + "\r\n--b", "the last delimiter is cut")]
    [InlineData("--b\r\nno colon\r\nContent-Type: application/sdp\r\n\r\n" + Sdp + "\r\n--b--", "a field has no colon")]
    [InlineData("--b\r\n--b\r\nContent-Type: application/sdp\r\n\r\n" + Sdp + "\r\n--b--", "a part is empty")]
    public void It_is_found_although(string body, string fault)
    {
        Assert.NotEmpty(fault);
        Assert.Equal(Sdp, Read("multipart/mixed;boundary=b", body));
    }

    [Theory]
    [InlineData("", SdpPart + End)]
    [InlineData("text/plain", Sdp)]
    [InlineData("application/sdpx", Sdp)]
    [InlineData("text/plain;boundary=b", SdpPart + End)]
    [InlineData("multipart/mixed", SdpPart + End)]
    [InlineData("multipart/mixed;", SdpPart + End)]
    [InlineData("multipart/mixed;boundary", SdpPart + End)]
    [InlineData("multipart/mixed;boundary=", SdpPart + End)]
    [InlineData("multipart/mixed;boundary=\"\"", SdpPart + End)]
    [InlineData("multipart/mixed;boundary=\"b", SdpPart + End)]
    [InlineData("multipart/mixed;boundary=\"b \"", SdpPart + End)]
    [InlineData("multipart/mixed;boundary=\"\\b\"", SdpPart + End)]
    [InlineData("multipart/mixed;boundary=c", SdpPart + End)]
    [InlineData("multipart/mixed;boundary=B", SdpPart + End)]
    [InlineData("multipart/mixed;boundary=b", "")]
    [InlineData("multipart/mixed;boundary=b", "--b")]
    [InlineData("multipart/mixed;boundary=b", End)]
    [InlineData("multipart/mixed;boundary=b", Other + End)]
    [InlineData("multipart/mixed;boundary=b", Other + End + SdpPart)]
    [InlineData("multipart/mixed;boundary=b", " " + SdpPart + End)]
    [InlineData("multipart/mixed;boundary=b", "--bx" + SdpPart)]
    [InlineData("multipart/mixed;boundary=b", "--b\r\nContent-Type: application/sdp\r\n")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\nContent-Type: application/sdp\r\n--b--\r\n")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\nContent-Type: application/sdp\r\n\r\n--b--\r\n")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\n\r\nContent-Type: application/sdp\r\n\r\n" + Sdp + "\r\n--b--")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\n\r\n" + Sdp + "\r\n--b--")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\nContent-Type: application/sdp\r\nContent-Transfer-Encoding: base64\r\n\r\ndj0w\r\n--b--")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\nContent-Type: application/sdp\r\nContent-Encoding: gzip\r\n\r\n" + Sdp + "\r\n--b--")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\nContent-Disposition: early-session;handling=optional\r\nContent-Type: application/sdp\r\n\r\n" + Sdp + "\r\n--b--")]
    public void There_is_none(string type, string body) => Assert.Equal("", Read(type, body));

    [Fact]
    public void A_part_that_cannot_be_read_is_passed_over_for_a_later_one()
    {
        const string Coded = "--b\r\nContent-Type: application/sdp\r\nContent-Encoding: gzip\r\n\r\nxxx\r\n";
        const string Early = "--b\r\nContent-Disposition: early-session\r\nContent-Type: application/sdp\r\n\r\nv=0\r\ns=early\r\n\r\n";
        Assert.Equal(Sdp, Read("multipart/mixed;boundary=b", Coded + Early + SdpPart + End));
    }

    [Fact]
    public void Multiparts_are_opened_two_levels_deep()
    {
        Assert.Equal(Sdp, Read("multipart/mixed;boundary=x", Wrap("x", "b", SdpPart + End)));
        Assert.Equal("", Read("multipart/mixed;boundary=y", Wrap("y", "x", Wrap("x", "b", SdpPart + End))));
    }

    [Theory]
    [InlineData(70, Sdp)]
    [InlineData(71, "")]
    public void A_boundary_has_70_characters_at_most(int length, string sdp)
    {
        var boundary = new string('b', length);
        Assert.Equal(sdp, Read($"multipart/mixed;boundary={boundary}", $"--{boundary}\r\nContent-Type: application/sdp\r\n\r\n{Sdp}\r\n--{boundary}--"));
    }

    [Fact]
    public void A_folded_field_without_end_counts_as_absent()
    {
        var folds = string.Concat(Enumerable.Repeat("\r\n ", 200));
        Assert.Equal("", Read("multipart/mixed;boundary=b", $"--b\r\nContent-Type:{folds}application/sdp\r\n\r\n{Sdp}\r\n--b--"));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var (type, body) = ("multipart/mixed;boundary=b"u8.ToArray(), Text.Bytes(Other + Nested + End));
        var length = MultipartBody.Sdp(type, body).Length;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            length += MultipartBody.Sdp(type, body).Length;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1_001 * Sdp.Length, length);
    }

    [Fact]
    public void Hundred_thousand_mutations_give_a_slice_of_the_body_or_nothing()
    {
        var random = new Random(20261123);
        string[] sources = [SdpPart + Other + End, Other + SdpPart + End, Other + Nested + End, Wrap("x", "b", Nested + End), "junk\n" + Nested + SdpPart2];
        string[] splices = ["--b", "--b2", "--x", "--", "\r\n", "\n", "\r", " ", "\t", ":", "\r\n\r\n", "\"", ";", "b", "Content-Type: application/sdp", "\0", "ÿ"];
        var found = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var body = Mutate(random, sources[random.Next(sources.Length)], splices);
            var type = random.Next(3) == 0 ? Mutate(random, "multipart/mixed; boundary=\"b\"", splices) : Text.Bytes($"multipart/mixed;boundary={(random.Next(4) == 0 ? "x" : "b")}");
            var sdp = MultipartBody.Sdp(type, body);
            if (sdp.IsEmpty)
                continue;
            found++;
            Assert.True(body.AsSpan().Overlaps(sdp, out var offset) && offset >= 0 && offset + sdp.Length <= body.Length);
        }
        Assert.InRange(found, 20_000, 90_000);
    }

    private static byte[] Mutate(Random random, string source, string[] splices)
    {
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var at = random.Next(source.Length + 1);
            var length = Math.Min(random.Next(1, 20), source.Length - at);
            source = random.Next(4) switch
            {
                0 => source.Remove(at, length),
                1 => source.Insert(at, source.Substring(at, length)),
                2 when random.Next(6) == 0 => source[..at],
                _ => source.Insert(at, splices[random.Next(splices.Length)]),
            };
        }
        return Text.Bytes(source);
    }

    private static string Wrap(string outer, string inner, string body) =>
        $"--{outer}\r\nContent-Type: multipart/mixed;boundary={inner}\r\n\r\n{body}\r\n--{outer}--\r\n";

    private static string Read(string type, string body) => Text.Of(MultipartBody.Sdp(Text.Bytes(type), Text.Bytes(body)));
}
