using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;
using PbxBridge.Testing;

namespace PbxBridge.Sip.Tests.Transactions;

public sealed class ServerTransactionTests : IDisposable
{
    private readonly TestStack _stack = new();

    public void Dispose() => _stack.Dispose();

    [Fact]
    public void A_repeated_INVITE_gets_the_last_provisional_response_again_and_reaches_the_program_once()
    {
        var phone = _stack.NewPhone();
        var invite = NewInvite(phone);
        phone.Send(invite);
        _stack.Run(0.1);
        phone.Send(invite);
        _stack.Run(0.1);
        Assert.Equal(["invite"], _stack.User.Events);
        Assert.Equal([0, 0.1], phone.Times(180, "INVITE"));
        Assert.Equal([0], phone.Times(100, "INVITE"));
    }

    [Fact]
    public void Timer_G_doubles_up_to_T2_and_timer_H_ends_it_at_32_seconds()
    {
        _stack.User.OnInvite = uas => uas.Reject(486);
        var phone = _stack.NewPhone();
        phone.Send(NewInvite(phone));
        _stack.Run(31.99);
        Assert.Equal([0, 0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5], phone.Times(486, "INVITE"));
        Assert.Equal(1, _stack.Layer.ServerCount);
        _stack.Run(0.01);
        _stack.AssertEmpty();
    }

    [Fact]
    public void Timer_G_does_not_run_over_TCP_but_timer_H_does()
    {
        _stack.User.OnInvite = uas => uas.Reject(486);
        var phone = _stack.NewPhone(transport: TransportKind.Tcp);
        phone.Send(NewInvite(phone));
        _stack.Run(31.99);
        Assert.Equal([0], phone.Times(486, "INVITE"));
        Assert.Equal(1, _stack.Layer.ServerCount);
        _stack.Run(0.01);
        _stack.AssertEmpty();
    }

    [Fact]
    public void The_ACK_stops_timer_G_and_timer_I_ends_it_five_seconds_later()
    {
        _stack.User.OnInvite = uas => uas.Reject(486);
        var phone = _stack.NewPhone();
        phone.Dial("sip:600@192.0.2.1");
        _stack.Run(4.99);
        Assert.Equal([0], phone.Times(486, "INVITE"));
        Assert.Equal(1, _stack.Layer.ServerCount);
        _stack.Run(0.01);
        _stack.AssertEmpty();
    }

    [Fact]
    public void Timer_I_is_zero_over_TCP()
    {
        _stack.User.OnInvite = uas => uas.Reject(486);
        var phone = _stack.NewPhone(transport: TransportKind.Tcp);
        phone.Dial("sip:600@192.0.2.1");
        _stack.Run(0);
        _stack.AssertEmpty();
    }

    [Fact]
    public void Timer_J_repeats_the_answer_for_32_seconds_over_UDP()
    {
        var phone = _stack.NewPhone();
        var options = phone.Request("OPTIONS", "sip:192.0.2.1");
        _stack.Run(31.9);
        phone.Send(options);
        _stack.Run(0);
        Assert.Equal([0, 31.9], phone.Times(200, "OPTIONS"));
        Assert.Equal(["request Options"], _stack.User.Events);
        _stack.Run(0.1);
        _stack.AssertEmpty();
    }

    [Fact]
    public void Timer_J_is_zero_over_TCP()
    {
        var phone = _stack.NewPhone(transport: TransportKind.Tcp);
        phone.Request("OPTIONS", "sip:192.0.2.1");
        _stack.Run(0);
        _stack.AssertEmpty();
    }

    [Theory]
    [InlineData(TransportKind.Udp)]
    [InlineData(TransportKind.Tcp)]
    public void Timer_L_absorbs_repeated_INVITEs_for_32_seconds_after_the_2xx(TransportKind transport)
    {
        var phone = _stack.NewPhone(transport: transport);
        var call = phone.Dial("sip:600@192.0.2.1");
        _stack.Run(0);
        _stack.User.Accept();
        _stack.Run(31.9);
        phone.Send(call.Invite);
        _stack.Run(0);
        Assert.Equal(["invite", "ack"], _stack.User.Events);
        Assert.Equal([0], phone.Times(200, "INVITE"));
        Assert.Equal(1, _stack.Layer.ServerCount);
        _stack.Run(0.1);
        Assert.Equal(0, _stack.Layer.ServerCount);
    }

    [Fact]
    public void The_same_request_by_another_path_is_refused_with_482()
    {
        var phone = _stack.NewPhone();
        var invite = NewInvite(phone);
        phone.Send(invite);
        phone.Send(invite.Set("Via", invite["Via"].Replace("branch=z9hG4bK", "branch=z9hG4bKother", StringComparison.Ordinal)));
        _stack.Run(0);
        Assert.Equal(["invite"], _stack.User.Events);
        var refusal = phone.Responses(482).Single();
        Assert.NotEmpty(refusal.ToTag);
        Assert.Equal(1, _stack.Layer.ServerCount);
    }

    [Fact]
    public void Another_client_with_the_same_branch_is_another_transaction()
    {
        var anna = _stack.NewPhone();
        var piotr = _stack.NewPhone("piotr", address: "192.0.2.20:5060");
        var first = anna.Request("OPTIONS", "sip:192.0.2.1");
        var second = piotr.NewRequest("OPTIONS", "sip:192.0.2.1", "<sip:piotr@192.0.2.20>;tag=2", "<sip:192.0.2.1>", "another", 1);
        piotr.Send(second.Set("Via", second["Via"].Replace(second.Branch, first.Branch, StringComparison.Ordinal)));
        _stack.Run(0);
        Assert.Equal(["request Options", "request Options"], _stack.User.Events);
        Assert.Equal("another", piotr.Responses(200).Single().CallId);
    }

    [Fact]
    public void A_client_without_branches_is_matched_by_the_whole_request()
    {
        var phone = _stack.NewPhone();
        var first = NewOldInvite(phone, 1);
        phone.Send(first);
        phone.Send(first);
        _stack.Run(0);
        Assert.Equal(["invite"], _stack.User.Events);
        Assert.Equal(2, phone.Responses(180).Count());
        phone.Send(NewOldInvite(phone, 2));
        _stack.Run(0);
        Assert.Equal(["invite", "invite"], _stack.User.Events);
    }

    [Fact]
    public void The_ACK_of_a_client_without_branches_finds_its_INVITE()
    {
        _stack.User.OnInvite = uas => uas.Reject(486);
        var phone = _stack.NewPhone();
        var invite = NewOldInvite(phone, 1);
        phone.Send(invite);
        _stack.Run(0.1);
        var ack = new WireMessage($"ACK {invite.RequestUri} SIP/2.0").With("Via", invite["Via"]).With("From", invite["From"])
            .With("To", phone.Responses(486).First()["To"]).With("Call-ID", invite.CallId).With("CSeq", "1 ACK");
        phone.Send(ack);
        _stack.Run(20);
        Assert.Single(phone.Responses(486));
        _stack.AssertEmpty();
    }

    [Fact]
    public void The_CANCEL_of_a_client_without_branches_finds_its_INVITE()
    {
        var phone = _stack.NewPhone();
        var invite = NewOldInvite(phone, 1);
        phone.Send(invite);
        _stack.Run(0.1);
        phone.Send(NewCancel(invite));
        _stack.Run(0);
        Assert.Equal(["invite", "cancelled"], _stack.User.Events);
    }

    [Fact]
    public void An_unadmitted_request_is_answered_without_any_state()
    {
        _stack.Layer.Admission = new Refusal(new IAdmission.Verdict(503, RetryAfter: 7));
        var phone = _stack.NewPhone();
        var invite = NewInvite(phone);
        phone.Send(invite);
        phone.Send(invite);
        _stack.Run(0);
        var refusals = phone.Responses(503).ToArray();
        Assert.Equal(2, refusals.Length);
        Assert.Equal("7", refusals[0]["Retry-After"]);
        Assert.Equal(refusals[0].ToTag, refusals[1].ToTag);
        Assert.Equal(2, _stack.Layer.Counters.Shed);
        Assert.Empty(_stack.User.Events);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_silently_refused_request_gets_nothing()
    {
        _stack.Layer.Admission = new Refusal(new IAdmission.Verdict(0, Silent: true));
        var phone = _stack.NewPhone();
        phone.Send(NewInvite(phone));
        _stack.Run(1);
        Assert.Empty(phone.Received);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_malformed_request_is_answered_with_400_and_the_reason()
    {
        var phone = _stack.NewPhone();
        phone.Send(NewInvite(phone).Set("CSeq", "99999999999 INVITE"));
        _stack.Run(0);
        var refusal = phone.Responses(400).Single();
        Assert.Equal("SIP/2.0 400 CSeq number is larger than 2147483647", refusal.StartLine);
        Assert.Equal(1, _stack.Layer.Counters.Dropped["cseq"]);
        _stack.AssertEmpty();
    }

    [Fact]
    public void The_answer_to_a_request_without_From_has_no_empty_From()
    {
        var phone = _stack.NewPhone();
        phone.Send(NewInvite(phone).Set("From", null));
        _stack.Run(0);
        Assert.False(phone.Responses(400).Single().Has("From"));
    }

    [Fact]
    public void An_ACK_is_never_answered()
    {
        var phone = _stack.NewPhone();
        phone.Send(phone.NewRequest("ACK", "sip:600@192.0.2.1", "<sip:a@b>;tag=1", "<sip:c@d>;tag=2", "nobody", 1));
        _stack.Run(1);
        Assert.Empty(phone.Received);
        Assert.Equal(1, _stack.Layer.Counters.Dropped["stray-ack"]);
    }

    private static WireMessage NewInvite(SipPhone phone) =>
        phone.NewRequest("INVITE", "sip:600@192.0.2.1", $"<{phone.Aor}>;tag=t1", "<sip:600@192.0.2.1>", "call-1", 1)
            .With("Contact", phone.Contact).WithBody("application/sdp", phone.Sdp);

    private static WireMessage NewOldInvite(SipPhone phone, uint sequence)
    {
        var invite = NewInvite(phone).Set("CSeq", $"{sequence} INVITE");
        return invite.Set("Via", $"SIP/2.0/UDP {phone.Address};branch=1");
    }

    private static WireMessage NewCancel(WireMessage invite) =>
        new WireMessage($"CANCEL {invite.RequestUri} SIP/2.0").With("Via", invite["Via"]).With("From", invite["From"])
            .With("To", invite["To"]).With("Call-ID", invite.CallId).With("CSeq", $"{invite.CSeq} CANCEL");

    private sealed class Refusal(IAdmission.Verdict verdict) : IAdmission
    {
        public IAdmission.Verdict Judge(Sip.Messages.SipMessage request, in Flow from) => verdict;
    }
}
