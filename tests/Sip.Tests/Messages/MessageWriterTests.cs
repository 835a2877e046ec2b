using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Tests.Messages;

public sealed class MessageWriterTests
{
    private readonly MessageWriter _writer = new();

    [Fact]
    public void Request_is_written_row_by_row()
    {
        _writer.StartRequest(SipMethod.Invite, "sip:a@b"u8);
        _writer.Begin(HeaderId.Via);
        _writer.Append("SIP/2.0/UDP h:"u8);
        _writer.Append(5060L);
        _writer.Append((byte)';');
        _writer.Append("branch=ż");
        _writer.End();
        _writer.Header(HeaderId.MaxForwards, 70);
        _writer.Header("X-Own"u8, "1"u8);
        _writer.Finish("application/sdp"u8, "v=0"u8);
        Assert.Equal(
            "INVITE sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP h:5060;branch=ż\r\nMax-Forwards: 70\r\nX-Own: 1\r\nContent-Type: application/sdp\r\n"
            + "Content-Length: 3\r\n\r\nv=0",
            Text.Of(_writer.Written));
    }

    [Fact]
    public void Response_has_the_standard_phrase_or_its_own()
    {
        _writer.StartResponse(481);
        _writer.Finish();
        Assert.Equal("SIP/2.0 481 Call/Transaction Does Not Exist\r\nContent-Length: 0\r\n\r\n", Text.Of(_writer.Written));
        _writer.StartResponse(486, "Zajęte"u8);
        _writer.Finish(default, default);
        Assert.Equal("SIP/2.0 486 Zajęte\r\nContent-Length: 0\r\n\r\n", Text.Of(_writer.Written));
    }

    [Fact]
    public void No_value_can_add_a_header()
    {
        _writer.StartRequest(SipMethod.Options, "sip:a\r\nEvil: 1\r\n@b c"u8);
        _writer.Header(HeaderId.Subject, "x\r\nEvil: 1\0y");
        _writer.Header(HeaderId.Organization, "x\nEvil: 1"u8);
        _writer.Begin("X"u8);
        _writer.Append((byte)'\r');
        _writer.Append((byte)'\n');
        _writer.End();
        _writer.Finish();
        Assert.Equal(
            "OPTIONS sip:a%0D%0AEvil:%201%0D%0A@b%20c SIP/2.0\r\nSubject: x  Evil: 1 y\r\nOrganization: x Evil: 1\r\nX:   \r\nContent-Length: 0\r\n\r\n",
            Text.Of(_writer.Written));
        _writer.StartResponse(400, "x\r\nEvil: 1"u8);
        Assert.Equal("SIP/2.0 400 x  Evil: 1\r\n", Text.Of(_writer.Written));
        Assert.Throws<ArgumentException>(() => _writer.Header("X:\r\nEvil"u8, "1"u8));
        Assert.Throws<ArgumentException>(() => _writer.StartRequest("X Y"u8, "sip:a@b"u8));
    }

    [Fact]
    public void Copied_rows_keep_their_bytes_and_get_canonical_names()
    {
        var m = Text.Usable(Text.With("Via", "v: SIP/2.0/UDP h;branch=z9hG4bK1,SIP/2.0/TCP g\r\nvia:SIP/2.0/TLS i\r\nx-OWN :  y"));
        _writer.Reset();
        _writer.CopyRows(m, HeaderId.Via);
        foreach (var row in m.AllRows)
        {
            if (row.Id == HeaderId.Unknown)
                _writer.CopyRow(row);
        }
        Assert.Equal("Via: SIP/2.0/UDP h;branch=z9hG4bK1,SIP/2.0/TCP g\r\nVia: SIP/2.0/TLS i\r\nx-OWN: y\r\n", Text.Of(_writer.Written));
    }

    [Fact]
    public void Buffer_grows_with_what_is_written()
    {
        var body = new byte[60_000];
        _writer.StartResponse(200);
        _writer.Header(HeaderId.Subject, new string('ę', 10_000));
        _writer.Finish("x/y"u8, body);
        Assert.Equal("SIP/2.0 200 OK\r\n".Length + "Subject: \r\n".Length + 20_000 + "Content-Type: x/y\r\nContent-Length: 60000\r\n\r\n".Length + 60_000, _writer.ToArray().Length);
    }
}
