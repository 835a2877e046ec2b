using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;
using PbxBridge.Testing;

namespace PbxBridge.Sip.Tests.Transactions;

public sealed class ClientTimerTests : IDisposable
{
    private static readonly PhoneScript Dead = new() { IsDead = true };

    private readonly TestStack _stack = new();
    private readonly Waiter _waiter = new();

    public void Dispose() => _stack.Dispose();

    [Fact]
    public void Timer_A_doubles_without_a_cap_and_timer_B_ends_it_at_32_seconds()
    {
        var phone = _stack.NewPhone();
        phone.Script = Dead;
        _stack.Call(phone);
        _stack.Run(31.99);
        Assert.Equal([0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5], phone.Times("INVITE"));
        Assert.Empty(_stack.User.Events);
        _stack.Run(0.01);
        Assert.Equal(["failed 408 alone"], _stack.User.Events);
        _stack.Run(60);
        Assert.Equal(7, phone.Received.Count);
        _stack.AssertEmpty();
    }

    [Fact]
    public void Timer_E_doubles_up_to_T2_and_timer_F_ends_it_at_32_seconds()
    {
        var phone = _stack.NewPhone();
        phone.Script = Dead;
        SendOptions(phone);
        _stack.Run(60);
        Assert.Equal([0, 0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5], phone.Times("OPTIONS"));
        Assert.Equal([(32.0, "Timeout")], _waiter.Told);
        _stack.AssertEmpty();
    }

    [Fact]
    public void Timer_E_goes_on_at_T2_after_a_provisional_response()
    {
        var phone = _stack.NewPhone();
        phone.Intercept = message =>
        {
            if (message.IsRequest && phone.Received.Count == 1)
                _stack.Agenda.After(TimeSpan.FromMilliseconds(700), () => phone.Send(phone.NewResponse(message, 100, "")));
            return true;
        };
        SendOptions(phone);
        _stack.Run(60);
        Assert.Equal([0, 0.5, 1.5, 5.5, 9.5, 13.5, 17.5, 21.5, 25.5, 29.5], phone.Times("OPTIONS"));
        Assert.Equal([(0.7, "100"), (32.0, "Timeout")], _waiter.Told);
        _stack.AssertEmpty();
    }

    [Fact]
    public void Nothing_is_retransmitted_over_TCP()
    {
        var phone = _stack.NewPhone(transport: TransportKind.Tcp);
        phone.Script = Dead;
        _stack.Call(phone);
        SendOptions(phone);
        _stack.Run(40);
        Assert.Equal([0], phone.Times("INVITE"));
        Assert.Equal([0], phone.Times("OPTIONS"));
        Assert.Equal([(32.0, "Timeout")], _waiter.Told);
        Assert.Equal(["failed 408 alone"], _stack.User.Events);
        _stack.AssertEmpty();
    }

    [Fact]
    public void Timer_K_keeps_an_answered_request_for_five_seconds_over_UDP()
    {
        var phone = _stack.NewPhone();
        SendOptions(phone);
        var again = phone.NewResponse(phone.Requests("OPTIONS").Single(), 200, "again");
        _stack.Run(4.99);
        Assert.Equal(1, _stack.Layer.ClientCount);
        phone.Send(again);
        _stack.Run(0);
        Assert.False(_stack.Layer.Counters.Dropped.ContainsKey("stray-response"));
        _stack.Run(0.01);
        Assert.Equal(0, _stack.Layer.ClientCount);
        phone.Send(again);
        _stack.Run(0);
        Assert.Equal(1, _stack.Layer.Counters.Dropped["stray-response"]);
        Assert.Equal([(0.0, "200"), (0.0, "ended")], _waiter.Told);
    }

    [Fact]
    public void Timer_K_is_zero_over_TCP()
    {
        var phone = _stack.NewPhone(transport: TransportKind.Tcp);
        SendOptions(phone);
        _stack.Run(0);
        Assert.Equal([(0.0, "200"), (0.0, "ended")], _waiter.Told);
        Assert.Equal(0, _stack.Layer.ClientCount);
    }

    [Fact]
    public void Timer_D_acknowledges_repeated_failures_for_32_seconds()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { DeclinesWith = 486, DeclinesAfter = TimeSpan.FromSeconds(1) };
        _stack.Call(phone);
        _stack.Run(2);
        var busy = phone.NewResponse(phone.Call.Invite, 486, phone.Requests("ACK").Single().ToTag);
        _stack.Run(29);
        phone.Send(busy);
        _stack.Run(1.5);
        Assert.Equal([1, 31], phone.Times("ACK"));
        var acks = phone.Requests("ACK").Select(ack => System.Text.Encoding.UTF8.GetString(ack.ToBytes())).Distinct();
        Assert.Single(acks);
        Assert.Equal(1, _stack.Layer.ClientCount);
        _stack.Run(0.5);
        Assert.Equal(0, _stack.Layer.ClientCount);
        phone.Send(busy);
        _stack.Run(0);
        Assert.Equal([1, 31], phone.Times("ACK"));
        Assert.Equal(["provisional 180", "failed 486"], _stack.User.Events);
    }

    [Fact]
    public void Timer_D_is_zero_over_TCP()
    {
        var phone = _stack.NewPhone(transport: TransportKind.Tcp);
        phone.Script = new() { DeclinesWith = 486 };
        _stack.Call(phone);
        Assert.Equal(["provisional 180", "failed 486"], _stack.User.Events);
        Assert.Single(phone.Requests("ACK"));
        Assert.Equal(0, _stack.Layer.ClientCount);
    }

    [Fact]
    public void The_ACK_for_a_failure_has_the_Via_of_the_INVITE_and_the_To_of_the_response()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { DeclinesWith = 404 };
        _stack.Call(phone);
        var (invite, ack) = (phone.Call.Invite, phone.Requests("ACK").Single());
        Assert.Equal([invite["Via"]], ack.All("Via"));
        Assert.Equal(invite.RequestUri, ack.RequestUri);
        Assert.Equal(invite["From"], ack["From"]);
        Assert.Equal(invite.CallId, ack.CallId);
        Assert.Equal($"{invite.CSeq} ACK", ack["CSeq"]);
        Assert.NotEmpty(ack.ToTag);
    }

    [Fact]
    public void Timer_M_keeps_an_accepted_INVITE_for_32_seconds_over_both_transports()
    {
        var udp = _stack.NewPhone();
        var tcp = _stack.NewPhone("piotr", TransportKind.Tcp, "192.0.2.20:5060");
        _stack.Call(udp);
        _stack.Call(tcp);
        _stack.Run(32.99);
        Assert.Equal(2, _stack.Layer.ClientCount);
        _stack.Run(0.01);
        Assert.Equal(0, _stack.Layer.ClientCount);
    }

    [Fact]
    public void A_refused_connection_fails_the_request_at_once()
    {
        var phone = _stack.NewPhone(transport: TransportKind.Tcp);
        _stack.OnLoop(() => _stack.Core.Invite(_stack.Invite(phone) with { Flow = new Flow(TransportKind.Tcp, 1, TestStack.At("192.0.2.99:5060")) }, _stack.User));
        Assert.Equal(["failed 503 alone"], _stack.User.Events);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_storm_of_transport_errors_costs_one_walk_every_100_milliseconds()
    {
        _stack.Network.ReportsUnreachable = true;
        for (var i = 0; i < 500; i++)
            SendOptions(TestStack.At($"192.0.2.77:{6000 + i}"));
        _stack.Run(0.099);
        Assert.InRange(_stack.Layer.FailureWalks, 1, 2);
        _stack.Run(0.101);
        Assert.InRange(_stack.Layer.FailureWalks, 2, 3);
        Assert.Equal(500, _waiter.Told.Count(told => told.What == "Transport"));
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_transport_error_spares_requests_that_have_their_answer_and_those_to_other_peers()
    {
        var phone = _stack.NewPhone();
        SendOptions(phone);
        var silent = _stack.NewPhone("piotr", address: "192.0.2.20:5060");
        silent.Script = Dead;
        SendOptions(silent);
        _stack.OnLoop(() => _stack.Layer.TransportFailed(_stack.FlowTo(phone)));
        _stack.Run(10);
        Assert.DoesNotContain(_waiter.Told, told => told.What == "Transport");
    }

    [Fact]
    public void A_response_to_no_request_of_ours_is_counted_and_dropped()
    {
        var phone = _stack.NewPhone();
        SendOptions(phone);
        var response = phone.NewResponse(phone.Requests("OPTIONS").Single(), 200, "x");
        phone.Send(response.Set("Via", response["Via"].Replace("branch=z9hG4bK0", "branch=z9hG4bK0f", StringComparison.Ordinal)));
        phone.Send(response.Set("CSeq", "1 INFO"));
        _stack.Run(0);
        Assert.Equal(2, _stack.Layer.Counters.Dropped["stray-response"]);
    }

    private void SendOptions(SipPhone phone) => SendOptions(phone.Address, phone.Transport);

    private void SendOptions(IpEndpoint to, TransportKind transport = TransportKind.Udp) => _stack.OnLoop(() =>
    {
        _waiter.Now = () => _stack.Time.Elapsed.TotalSeconds;
        var transaction = _stack.Layer.NewClient(SipMethod.Options, new Flow(transport, transport == TransportKind.Udp ? (byte)0 : (byte)1, to), _waiter);
        var writer = _stack.Layer.Writer;
        writer.StartRequest(SipMethod.Options, "sip:anna@192.0.2.10"u8);
        _stack.Layer.WriteVia(writer, transaction);
        writer.Header(HeaderId.MaxForwards, 70);
        writer.Header(HeaderId.From, "<sip:b@192.0.2.1>;tag=1"u8);
        writer.Header(HeaderId.To, "<sip:anna@192.0.2.10>"u8);
        writer.Header(HeaderId.CallId, "c1"u8);
        writer.Header(HeaderId.CSeq, "1 OPTIONS"u8);
        writer.Finish();
        transaction.Start(writer.Written);
    });

    private sealed class Waiter : IClientTransactionUser
    {
        public Func<double> Now { get; set; } = () => 0;

        public List<(double At, string What)> Told { get; } = [];

        public void ResponseReceived(ClientTransaction transaction, SipMessage response) => Told.Add((Now(), $"{response.StatusCode}"));

        public void RequestFailed(ClientTransaction transaction, RequestFailure failure) => Told.Add((Now(), $"{failure}"));

        public void TransactionEnded(ClientTransaction transaction) => Told.Add((Now(), "ended"));
    }
}
