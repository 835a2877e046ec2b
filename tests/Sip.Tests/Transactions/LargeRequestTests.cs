using System.Text;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Transport;
using PbxBridge.Testing;

namespace PbxBridge.Sip.Tests.Transactions;

/// <summary>RFC 3261 §18.1.1: what is too large for a datagram goes over TCP, and over UDP when the peer takes none there.</summary>
public sealed class LargeRequestTests : IDisposable
{
    private const int Large = 2_000;

    private readonly TestStack _stack = new();
    private readonly SipPhone _byUdp;

    public LargeRequestTests() => _byUdp = _stack.NewPhone();

    public void Dispose() => _stack.Dispose();

    [Fact]
    public void A_large_INVITE_goes_over_TCP_with_such_a_Via_and_a_Contact_on_UDP()
    {
        var byTcp = ByTcp();
        Call(Large);
        _stack.Run(2);
        Assert.Empty(_byUdp.Received);
        var invite = byTcp.Requests("INVITE").Single();
        Assert.StartsWith("SIP/2.0/TCP 192.0.2.1:5060;branch=z9hG4bK", invite["Via"], StringComparison.Ordinal);
        Assert.Equal("<sip:192.0.2.1:5060>", invite["Contact"]);
        Assert.Equal("answered", _stack.User.Events[^1]);
    }

    [Fact]
    public void Only_what_is_larger_than_1300_octets_does()
    {
        ByTcp();
        var overhead = SizeOf(Call(500)) - 500;
        Call(1300 - overhead);
        Call(1301 - overhead);
        Assert.Equal([TransportKind.Udp, TransportKind.Udp, TransportKind.Tcp], Invites().Select(sent => sent.Transport));
        Assert.Equal([1300, 1301], Invites().Skip(1).Select(sent => sent.Bytes.Length));
    }

    [Fact]
    public void A_refused_connection_brings_the_same_request_over_UDP_at_once()
    {
        Call(Large);
        _stack.Run(0);
        Assert.Equal([TransportKind.Tcp, TransportKind.Udp], Invites().Select(sent => sent.Transport));
        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero], Invites().Select(sent => sent.At));
        var (tried, taken) = (Texts()[0], Texts()[1]);
        Assert.Equal(tried.Replace("SIP/2.0/TCP", "SIP/2.0/UDP", StringComparison.Ordinal), taken);
        _stack.Run(2);
        Assert.Equal("answered", _stack.User.Events[^1]);
    }

    [Fact]
    public void Over_UDP_it_is_repeated_as_any_request_and_given_up_32_seconds_after_it_was_first_sent()
    {
        _byUdp.Script = new() { IsDead = true };
        Call(Large);
        _stack.Run(31.99);
        Assert.Equal([0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5], _byUdp.Times("INVITE"));
        _stack.Run(0.01);
        Assert.Equal(["failed 408 alone"], _stack.User.Events);
    }

    [Fact]
    public void A_connection_that_brings_no_answer_is_followed_by_UDP_after_half_a_second()
    {
        var byTcp = ByTcp();
        byTcp.Script = new() { IsDead = true };
        Call(Large);
        _stack.Run(3);
        Assert.Single(byTcp.Requests("INVITE"));
        Assert.Equal([0.5], _byUdp.Times("INVITE"));
        Assert.Equal("answered", _stack.User.Events[^1]);
    }

    [Fact]
    public void A_peer_that_takes_nothing_over_TCP_is_not_asked_again_for_an_hour()
    {
        Call(Large);
        _stack.Run(3599);
        Call(Large);
        _stack.Run(2);
        Call(Large);
        _stack.Run(0);
        Assert.Equal([TransportKind.Tcp, TransportKind.Udp, TransportKind.Udp, TransportKind.Tcp, TransportKind.Udp], Invites().Select(sent => sent.Transport));
    }

    [Fact]
    public void A_call_over_TCP_is_cancelled_and_acknowledged_there()
    {
        var byTcp = ByTcp();
        byTcp.Script = new() { AnswersAfter = null };
        var uac = Call(Large);
        _stack.Run(1);
        _stack.OnLoop(() => uac.Cancel());
        _stack.Run(1);
        Assert.Equal(["INVITE", "CANCEL", "ACK"], byTcp.Received.Where(seen => seen.Message.IsRequest).Select(seen => seen.Message.Method));
        Assert.Single(byTcp.Received.Where(seen => seen.Message.IsRequest).Select(seen => seen.Message["Via"]).Distinct());
        Assert.Empty(_byUdp.Received);
        Assert.Equal("failed 487", _stack.User.Events[^1]);
    }

    [Fact]
    public void A_large_re_INVITE_goes_over_TCP()
    {
        ByTcp();
        Call(500);
        _stack.Run(2);
        Assert.Single(_byUdp.Requests("INVITE"));
        _stack.OnLoop(() => _stack.User.Session.Reinvite(SdpOf(Large)));
        _stack.Run(0);
        Assert.Equal([TransportKind.Udp, TransportKind.Tcp], Invites().Select(sent => sent.Transport));
    }

    [Fact]
    public void A_phone_that_is_reached_by_its_flow_alone_gets_all_of_it_over_UDP()
    {
        ByTcp();
        Call(Large, symmetric: true);
        Assert.Equal([TransportKind.Udp], Invites().Select(sent => sent.Transport));
    }

    [Fact]
    public void Switched_off_nothing_does()
    {
        ByTcp();
        _stack.Layer.LargestDatagram = 0;
        Call(Large);
        Assert.Equal([TransportKind.Udp], Invites().Select(sent => sent.Transport));
    }

    private static byte[] SdpOf(int length) => Encoding.ASCII.GetBytes("v=0\r\n".PadRight(length, 'a'));

    private SipPhone ByTcp() => _stack.NewPhone(transport: TransportKind.Tcp);

    private InviteUac Call(int length, bool symmetric = false) =>
        _stack.Call(_byUdp, _stack.Invite(_byUdp) with { Sdp = SdpOf(length), SymmetricFlow = symmetric });

    private int SizeOf(InviteUac call) => Invites().Last().Bytes.Length;

    private List<RecordedMessage> Invites() => [.. _stack.Network.Log.Where(sent => Encoding.ASCII.GetString(sent.Bytes).StartsWith("INVITE ", StringComparison.Ordinal))];

    private List<string> Texts() => [.. Invites().Select(sent => Encoding.ASCII.GetString(sent.Bytes))];
}
