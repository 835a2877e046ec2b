using PbxBridge.Registrar;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Tests.Registrar;

public sealed class BindingTableTests : IDisposable
{
    private readonly RegistrarStack _stack = new();

    public void Dispose() => _stack.Dispose();

    [Fact]
    public void A_phone_behind_NAT_is_called_where_its_REGISTER_came_from()
    {
        var phone = _stack.Phone(address: "203.0.113.5:43210");
        _stack.Register(phone, "<sip:anna@10.0.0.5:5060>");
        var contact = Assert.Single(_stack.Registrar.Of("przyklad", "anna"));
        Assert.Equal("203.0.113.5:43210", contact.Flow.Remote.ToString());
        Assert.Equal("10.0.0.5:5060", contact.Host);
    }

    [Fact]
    public void The_newest_contact_comes_first()
    {
        _stack.Register(_stack.Phone(address: "198.51.100.7:5060"), callId: "a");
        _stack.Register(_stack.Phone(address: "198.51.100.8:5060"), callId: "b");
        Assert.Equal(["198.51.100.8", "198.51.100.7"], _stack.Registrar.Of("przyklad", "anna").Select(c => c.Flow.Remote.HostText()));
    }

    [Fact]
    public void A_flow_is_registered_by_its_exact_address()
    {
        var phone = _stack.Phone();
        _stack.Register(phone);
        var flow = new Flow(TransportKind.Udp, 0, phone.Address);
        Assert.True(_stack.Registrar.IsRegisteredFlow(flow));
        Assert.Equal(("przyklad", "anna"), (_stack.Registrar.RegisteredAt(flow)?.Company, _stack.Registrar.RegisteredAt(flow)?.User));
        Assert.False(_stack.Registrar.IsRegisteredFlow(flow with { Remote = phone.Address.WithPort(5061) }));
        Assert.False(_stack.Registrar.IsRegisteredFlow(flow with { Transport = TransportKind.Tcp, Connection = 1 }));
        Assert.True(_stack.Bindings.IsKnown(phone.Address.WithPort(5061)));
        Assert.False(_stack.Bindings.IsKnown(RegistrarStack.At("198.51.100.8:5060")));
    }

    [Fact]
    public void A_refresh_from_another_port_moves_the_flow()
    {
        var before = _stack.Phone(address: "203.0.113.5:1000");
        var after = _stack.Phone(address: "203.0.113.5:2000");
        _stack.Register(before, "<sip:anna@10.0.0.5>");
        _stack.Register(after, "<sip:anna@10.0.0.5>");
        Assert.Equal(1, _stack.Registrar.Count);
        Assert.False(_stack.Registrar.IsRegisteredFlow(new Flow(TransportKind.Udp, 0, before.Address)));
        Assert.True(_stack.Registrar.IsRegisteredFlow(new Flow(TransportKind.Udp, 0, after.Address)));
    }

    [Fact]
    public void Two_users_of_one_flow_are_both_found_until_both_are_gone()
    {
        var gateway = _stack.Phone("anna");
        var flow = new Flow(TransportKind.Udp, 0, gateway.Address);
        _stack.Register(gateway, "<sip:anna@198.51.100.7>", 60);
        _stack.Prove(gateway, _stack.NewRegister(gateway, "<sip:piotr@198.51.100.7>", callId: "p").Set("To", "<sip:piotr@192.0.2.1>"), "piotr-word", "piotr");
        Assert.Equal(2, _stack.Registrar.Count);
        _stack.Run(61);
        Assert.Equal("piotr", _stack.Registrar.RegisteredAt(flow)?.User);
        _stack.Run(3600);
        Assert.False(_stack.Registrar.IsRegisteredFlow(flow));
        Assert.False(_stack.Bindings.IsKnown(gateway.Address));
    }

    [Fact]
    public void The_bindings_of_a_connection_end_with_it()
    {
        var tcp = _stack.Phone(transport: TransportKind.Tcp);
        var udp = _stack.Phone(address: "198.51.100.7:5062");
        _stack.Register(tcp, "<sip:anna@198.51.100.7:40001;transport=tcp>", callId: "t");
        _stack.Register(tcp, "<sip:anna@10.0.0.7:5060;transport=tcp>", callId: "t2");
        _stack.Register(udp, callId: "u");
        Assert.Equal(3, _stack.Registrar.Count);
        _stack.Network.CloseAll();
        _stack.Pump.Settle();
        Assert.Equal(TransportKind.Udp, Assert.Single(_stack.Registrar.Of("przyklad", "anna")).Flow.Transport);
        Assert.Equal(2, _stack.Changes.Count(c => c.What == BindingEvent.ConnectionClosed));
    }

    [Theory]
    [InlineData("<sip:anna@198.51.100.7:5064;transport=tcp>", 5064)]
    [InlineData("<sip:anna@198.51.100.7;transport=tcp>", 5060)]
    public void A_phone_that_takes_connections_itself_stays_when_its_own_one_ends(string contact, int port)
    {
        var tcp = _stack.Phone(transport: TransportKind.Tcp);
        _stack.Register(tcp, contact);
        var by = _stack.Registrar.Of("przyklad", "anna").Single().Flow;
        Assert.NotEqual(0, by.Connection);
        _stack.Network.CloseAll();
        _stack.Pump.Settle();
        Assert.Equal(by with { Remote = RegistrarStack.At($"198.51.100.7:{port}"), Connection = 0 }, _stack.Registrar.Of("przyklad", "anna").Single().Flow);
        Assert.False(_stack.Registrar.IsRegisteredFlow(by));
        Assert.True(_stack.Bindings.IsKnown(tcp.Address));
        Assert.Equal((BindingEvent.LeftConnection, 1), (_stack.Changes[^1].What, _stack.Changes[^1].Left));
        _stack.Register(tcp, contact);
        Assert.NotEqual(0, _stack.Registrar.Of("przyklad", "anna").Single().Flow.Connection);
        _stack.Run(7201);
        Assert.Equal(0, _stack.Registrar.Count);
        Assert.False(_stack.Bindings.IsKnown(tcp.Address));
    }

    [Theory]
    [InlineData("<sip:anna@198.51.100.7:5064>")]
    [InlineData("<sip:anna@phone.example;transport=tcp>")]
    [InlineData("<sip:anna@198.51.100.8;transport=tcp>")]
    public void A_phone_that_does_not_say_so_goes_with_its_connection(string contact)
    {
        _stack.Register(_stack.Phone(transport: TransportKind.Tcp), contact);
        _stack.Network.CloseAll();
        _stack.Pump.Settle();
        Assert.Equal(0, _stack.Registrar.Count);
    }

    [Fact]
    public void Bindings_of_users_that_are_gone_end_with_the_new_data()
    {
        _stack.Register(_stack.Phone("anna"));
        _stack.Register(_stack.Phone("piotr", "198.51.100.8:5060"));
        _stack.Use("anna");
        Assert.True(_stack.Registrar.IsRegistered("przyklad", "anna"));
        Assert.False(_stack.Registrar.IsRegistered("przyklad", "piotr"));
        Assert.Equal((BindingEvent.UserChanged, "piotr", 0), (_stack.Changes[^1].What, _stack.Changes[^1].User, _stack.Changes[^1].Left));
    }

    [Fact]
    public void A_new_password_ends_what_the_old_one_registered()
    {
        var phone = _stack.Phone("anna");
        _stack.Register(phone);
        _stack.Use("anna=other", "piotr");
        Assert.Equal(0, _stack.Registrar.Count);
        Assert.Equal(200, _stack.Prove(phone, _stack.NewRegister(phone), "other")?.Status);
    }

    [Fact]
    public void Many_users_are_looked_through_over_several_turns()
    {
        using var stack = new RegistrarStack(options: new RegistrarOptions { UsersPerTurn = 1 });
        stack.Register(stack.Phone("anna"));
        stack.Register(stack.Phone("piotr", "198.51.100.8:5060"));
        stack.Use("maria");
        Assert.Equal(1, stack.Registrar.Count);
        stack.Pump.Settle();
        Assert.Equal(0, stack.Registrar.Count);
    }
}
