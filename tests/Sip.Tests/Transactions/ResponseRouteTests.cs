using PbxBridge.Testing;

namespace PbxBridge.Sip.Tests.Transactions;

public sealed class ResponseRouteTests : IDisposable
{
    private readonly TestStack _stack = new();

    public void Dispose() => _stack.Dispose();

    [Fact]
    public void With_rport_the_response_goes_to_the_source_port_and_says_so()
    {
        var phone = _stack.NewPhone(address: "192.0.2.10:40123");
        phone.Send(Options(phone).Set("Via", "SIP/2.0/UDP 10.0.0.5:5060;rport;branch=z9hG4bKx"));
        _stack.Run(0);
        Assert.Equal("SIP/2.0/UDP 10.0.0.5:5060;branch=z9hG4bKx;received=192.0.2.10;rport=40123", phone.Responses(200).Single()["Via"]);
    }

    [Fact]
    public void Without_rport_the_response_goes_to_the_port_of_sent_by_and_has_no_rport()
    {
        var listener = _stack.NewPhone(address: "192.0.2.10:5070");
        var sender = _stack.NewPhone("sender", address: "192.0.2.10:40123");
        sender.Send(Options(sender).Set("Via", "SIP/2.0/UDP 10.0.0.5:5070;branch=z9hG4bKx"));
        _stack.Run(0);
        Assert.Empty(sender.Received);
        Assert.Equal("SIP/2.0/UDP 10.0.0.5:5070;branch=z9hG4bKx;received=192.0.2.10", listener.Responses(200).Single()["Via"]);
    }

    [Fact]
    public void Without_rport_and_port_the_response_goes_to_5060()
    {
        var listener = _stack.NewPhone();
        var sender = _stack.NewPhone("sender", address: "192.0.2.10:40123");
        sender.Send(Options(sender).Set("Via", "SIP/2.0/UDP phone.example;branch=z9hG4bKx"));
        _stack.Run(0);
        Assert.Single(listener.Responses(200));
    }

    [Fact]
    public void Over_a_stream_the_response_comes_back_on_the_connection()
    {
        var phone = _stack.NewPhone(transport: Sip.Transport.TransportKind.Tcp);
        phone.Send(Options(phone).Set("Via", "SIP/2.0/TCP 10.0.0.5:5060;branch=z9hG4bKx"));
        _stack.Run(0);
        Assert.Single(phone.Responses(200));
        Assert.Equal(1, _stack.Network.ConnectionCount);
    }

    [Fact]
    public void Every_Via_comes_back_in_its_order_and_only_the_first_is_changed()
    {
        var phone = _stack.NewPhone();
        var request = Options(phone).Set("Via", "SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKx;rport, SIP/2.0/TCP one.example;branch=z9hG4bKy");
        request.With("Via", "SIP/2.0/UDP two.example;branch=z9hG4bKz");
        phone.Send(request);
        _stack.Run(0);
        Assert.Equal(
            ["SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKx;received=192.0.2.10;rport=5060, SIP/2.0/TCP one.example;branch=z9hG4bKy",
                "SIP/2.0/UDP two.example;branch=z9hG4bKz"],
            phone.Responses(200).Single().All("Via"));
    }

    [Fact]
    public void The_100_has_no_To_tag_and_the_callers_Timestamp_and_every_later_response_has_one_tag()
    {
        var phone = _stack.NewPhone();
        phone.Dial("sip:600@192.0.2.1", new DialOptions { Headers = [("Timestamp", "54.3")] });
        _stack.Run(0);
        _stack.OnLoop(() => _stack.User.Uas.Reject(486));
        var trying = phone.Responses(100).Single();
        Assert.Empty(trying.ToTag);
        Assert.Equal("54.3", trying["Timestamp"]);
        Assert.NotEmpty(phone.Responses(180).Single().ToTag);
        Assert.Equal(phone.Responses(180).Single().ToTag, phone.Responses(486).Single().ToTag);
    }

    private static WireMessage Options(SipPhone phone) =>
        phone.NewRequest("OPTIONS", "sip:192.0.2.1", $"<{phone.Aor}>;tag=t1", "<sip:192.0.2.1>", "o-1", 1);
}
