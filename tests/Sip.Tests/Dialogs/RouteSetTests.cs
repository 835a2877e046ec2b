using PbxBridge.Sip.Transport;
using PbxBridge.Testing;

namespace PbxBridge.Sip.Tests.Dialogs;

public sealed class RouteSetTests : IDisposable
{
    private readonly TestStack _stack = new();

    public void Dispose() => _stack.Dispose();

    [Fact]
    public void As_UAS_our_requests_follow_the_Record_Route_in_its_order()
    {
        var proxy = _stack.NewPhone("proxy", address: "192.0.2.30:5060");
        var phone = _stack.NewPhone();
        Accept(phone, ("Record-Route", "<sip:192.0.2.30;lr>, <sip:192.0.2.31;lr>"));
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        var bye = proxy.Requests("BYE").Single();
        Assert.Equal(["<sip:192.0.2.30;lr>", "<sip:192.0.2.31;lr>"], bye.All("Route"));
        Assert.Equal("sip:anna@192.0.2.10:5060", bye.RequestUri);
        Assert.Equal("<sip:192.0.2.30;lr>, <sip:192.0.2.31;lr>", phone.Responses(200).First()["Record-Route"]);
    }

    [Fact]
    public void As_UAC_our_requests_follow_the_Record_Route_backwards()
    {
        var proxy = _stack.NewPhone("proxy", address: "192.0.2.30:5060");
        var phone = _stack.NewPhone();
        phone.Intercept = message =>
        {
            if (message.Method == "INVITE" && message.IsRequest)
                phone.Answer(message, phone.NewResponse(message, 200, "t").With("Contact", phone.Contact)
                    .With("Record-Route", "<sip:192.0.2.31;lr>").With("Record-Route", "<sip:192.0.2.30;lr>"));
            return true;
        };
        _stack.Call(phone);
        _stack.Run(0);
        var ack = proxy.Requests("ACK").Single();
        Assert.Equal(["<sip:192.0.2.30;lr>", "<sip:192.0.2.31;lr>"], ack.All("Route"));
        Assert.Equal("sip:anna@192.0.2.10:5060", ack.RequestUri);
    }

    [Fact]
    public void A_strict_router_gets_its_own_URI_and_the_target_goes_last()
    {
        var proxy = _stack.NewPhone("proxy", address: "192.0.2.30:5060");
        var phone = _stack.NewPhone();
        Accept(phone, ("Record-Route", "<sip:192.0.2.30>, <sip:192.0.2.31;lr>"));
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        var bye = proxy.Requests("BYE").Single();
        Assert.Equal("sip:192.0.2.30", bye.RequestUri);
        Assert.Equal(["<sip:192.0.2.31;lr>", "<sip:anna@192.0.2.10:5060>"], bye.All("Route"));
    }

    [Theory]
    [InlineData("INVITE")]
    [InlineData("UPDATE")]
    public void A_new_Contact_in_the_peers_request_moves_the_target(string method)
    {
        var moved = _stack.NewPhone("moved", address: "192.0.2.40:5080");
        var phone = _stack.NewPhone();
        var call = Accept(phone);
        if (method == "INVITE")
            call.Reinvite(null, ("Contact", "<sip:anna@192.0.2.40:5080>"));
        else
            call.Update("", ("Contact", "<sip:anna@192.0.2.40:5080>"));
        _stack.Run(0.1);
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        Assert.Equal("sip:anna@192.0.2.40:5080", moved.Requests("BYE").Single().RequestUri);
    }

    [Fact]
    public void A_new_Contact_in_the_answer_to_our_re_INVITE_moves_the_target()
    {
        var moved = _stack.NewPhone("moved", address: "192.0.2.40:5080");
        var phone = _stack.NewPhone();
        Accept(phone);
        phone.Intercept = message =>
        {
            if (message.Method == "INVITE" && message.IsRequest)
                phone.Answer(message, phone.NewResponse(message, 200, "t").With("Contact", "<sip:anna@192.0.2.40:5080>"));
            return true;
        };
        _stack.OnLoop(() => _stack.User.Session.Reinvite(TestUser.Sdp));
        Assert.Single(moved.Requests("ACK"));
    }

    [Fact]
    public void A_target_given_by_name_is_looked_up()
    {
        _stack.Names.Addresses["phone.example"] = new System.Net.IPAddress([192, 0, 2, 50]);
        var named = _stack.NewPhone("named", address: "192.0.2.50:5060");
        var phone = _stack.NewPhone();
        Accept(phone, ("Contact", "<sip:anna@phone.example:5060>"));
        Assert.True(SpinWait.SpinUntil(() =>
        {
            _stack.Run(0);
            return _stack.User.Session.Dialog.Flow.Remote == named.Address;
        }, TimeSpan.FromSeconds(10)));
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        Assert.Equal("sip:anna@phone.example:5060", named.Requests("BYE").Single().RequestUri);
    }

    [Fact]
    public void A_phone_behind_NAT_gets_its_requests_where_its_messages_come_from()
    {
        _stack.User.OnInvite = uas =>
        {
            uas.Open(_stack.User, symmetric: true);
            uas.Accept(TestUser.Sdp);
        };
        var phone = _stack.NewPhone(address: "192.0.2.10:40123");
        phone.Dial("sip:600@192.0.2.1", new DialOptions { Headers = [("Contact", "<sip:anna@10.0.0.5:5060>")] });
        _stack.Run(0);
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        Assert.Equal("sip:anna@10.0.0.5:5060", phone.Requests("BYE").Single().RequestUri);
    }

    [Fact]
    public void Over_a_stream_requests_use_the_callers_connection()
    {
        var phone = _stack.NewPhone(transport: Sip.Transport.TransportKind.Tcp);
        Accept(phone);
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        Assert.Single(phone.Requests("BYE"));
        Assert.Equal(1, _stack.Network.ConnectionCount);
    }

    [Fact]
    public void A_phone_that_came_back_on_a_new_connection_is_followed_there()
    {
        var phone = _stack.NewPhone(transport: TransportKind.Tcp);
        var call = Accept(phone);
        _stack.Network.CloseAll();
        call.Send(call.NewRequest("OPTIONS"));
        _stack.Run(0);
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        Assert.Single(phone.Requests("BYE"));
        Assert.Equal(1, _stack.Network.ConnectionCount);
    }

    [Fact]
    public void A_phone_whose_connection_is_gone_is_reached_at_its_Contact()
    {
        var phone = _stack.NewPhone(transport: TransportKind.Tcp);
        Accept(phone);
        _stack.Network.CloseAll();
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        _stack.Run(1);
        Assert.Single(phone.Requests("BYE"));
        Assert.Equal(1, _stack.Network.ConnectionCount);
        _stack.Run(33);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_refresh_opens_a_connection_too_and_the_dialog_stays_on_it()
    {
        var phone = _stack.NewPhone(transport: TransportKind.Tcp);
        phone.Dial("sip:600@192.0.2.1", new DialOptions { Headers = [("Session-Expires", "120;refresher=uas"), ("Supported", "timer"), ("Allow", "INVITE, ACK, BYE, CANCEL, UPDATE")] });
        _stack.Run(0);
        _stack.User.Accept();
        _stack.Run(10);
        _stack.Network.CloseAll();
        _stack.Run(120);
        Assert.Equal(2, phone.Requests("UPDATE").Count());
        Assert.False(_stack.User.Session.IsOver);
        Assert.Equal(1, _stack.Network.ConnectionCount);
    }

    [Fact]
    public void A_phone_behind_NAT_whose_connection_is_gone_is_not_reached()
    {
        var phone = _stack.NewPhone(transport: TransportKind.Tcp);
        Accept(phone, ("Contact", "<sip:anna@10.0.0.5:5060;transport=tcp>"));
        _stack.Network.CloseAll();
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        _stack.Run(1);
        Assert.Empty(phone.Requests("BYE"));
        Assert.Equal(0, _stack.Network.ConnectionCount);
        _stack.Run(33);
        _stack.AssertEmpty();
    }

    [Fact]
    public void The_maddr_of_a_Contact_overrides_its_host()
    {
        var phone = _stack.NewPhone();
        var behind = _stack.NewPhone("behind", address: "192.0.2.20:5062");
        Accept(phone, ("Contact", "<sip:anna@192.0.2.99:5062;maddr=192.0.2.20>"));
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        Assert.Equal("sip:anna@192.0.2.99:5062;maddr=192.0.2.20", behind.Requests("BYE").Single().RequestUri);
    }

    private PhoneCall Accept(SipPhone phone, params (string Name, string Value)[] headers)
    {
        var call = phone.Dial("sip:600@192.0.2.1", new DialOptions { Headers = headers });
        _stack.Run(0);
        _stack.User.Accept();
        _stack.Run(0.1);
        return call;
    }
}
