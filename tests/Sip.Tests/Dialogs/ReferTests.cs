using PbxBridge.Sip.Messages;
using PbxBridge.Testing;

namespace PbxBridge.Sip.Tests.Dialogs;

/// <summary>REFER and the subscription that it makes (RFC 3515, RFC 4488).</summary>
public sealed class ReferTests : IDisposable
{
    private const string Carol = "<sip:203@192.0.2.1>";

    private readonly TestStack _stack = new();

    public void Dispose() => _stack.Dispose();

    [Fact]
    public void A_REFER_gets_202_and_a_NOTIFY_with_100()
    {
        var (_, call) = _stack.Established();
        call.Refer("\"Carol\" <sip:203@192.0.2.1;user=phone;method=INVITE?Subject=x>");
        _stack.Run(0.1);
        Assert.Equal(202, call.Responses[^1].Status);
        Assert.StartsWith("<sip:192.0.2.1:5060>", call.Responses[^1]["Contact"], StringComparison.Ordinal);
        var notify = call.Requests[^1];
        Assert.Equal(("refer", "active;expires=240", "message/sipfrag;version=2.0"), (notify["Event"], notify["Subscription-State"], notify["Content-Type"]));
        Assert.Equal("SIP/2.0 100 Trying\r\n", notify.Body);
        Assert.Equal("sip:203@192.0.2.1;user=phone", Text(_stack.User.ReferTarget?.Uri));
        Assert.Null(_stack.User.ReferTarget?.Replaces);
    }

    [Fact]
    public void The_states_are_told_in_order_and_the_last_one_ends_the_subscription()
    {
        var (_, call) = Referred();
        _stack.Run(2);
        Report(180);
        _stack.Run(2);
        var told = 0;
        _stack.OnLoop(() => _stack.User.Subscription!.Finish(200, null, () => told++));
        _stack.Run(1);
        Assert.Equal(["100 active", "180 active", "200 terminated"], call.Notified);
        Assert.Equal("terminated;reason=noresource", call.Requests[^1]["Subscription-State"]);
        Assert.Equal(1, told);
        Report(180);
        _stack.OnLoop(() => _stack.User.Subscription!.Finish(486));
        _stack.Run(5);
        Assert.Equal(3, call.Notified.Count());
    }

    [Fact]
    public void Provisional_states_are_told_once_a_second_and_only_the_last_of_them()
    {
        var (phone, call) = Referred();
        Report(180);
        Report(181);
        Report(182);
        _stack.Run(3);
        Assert.Equal(["100 active", "182 active"], call.Notified);
        var times = phone.Times("NOTIFY");
        Assert.Equal(1, times[1] - times[0], 0.02);
    }

    [Fact]
    public void The_final_state_waits_for_the_answer_to_the_NOTIFY_before_it_and_for_nothing_else()
    {
        var (phone, call) = _stack.Established();
        phone.Intercept = message => message is { IsRequest: true, Method: "NOTIFY" };
        call.Refer(Carol);
        _stack.Run(0.1);
        _stack.OnLoop(() => _stack.User.Subscription!.Finish(404, "Q.850;cause=1;text=\"Unallocated number\""));
        _stack.Run(0.2);
        Assert.Single(phone.Requests("NOTIFY"));
        phone.Intercept = null;
        _stack.Run(0.5);
        Assert.Equal(["100 active", "404 terminated"], call.Notified);
        Assert.Equal("SIP/2.0 404 Not Found\r\nReason: Q.850;cause=1;text=\"Unallocated number\"\r\n", call.Requests[^1].Body);
    }

    [Theory]
    [InlineData(481)]
    [InlineData(405)]
    [InlineData(0)]
    public void A_NOTIFY_that_is_refused_or_not_answered_ends_the_subscription_only(int status)
    {
        var (phone, call) = _stack.Established();
        phone.Intercept = message =>
        {
            if (message is not { IsRequest: true, Method: "NOTIFY" })
                return false;
            if (status != 0)
                phone.Answer(message, phone.NewResponse(message, status, "x"));
            return true;
        };
        call.Refer(Carol);
        _stack.Run(33);
        phone.Intercept = null;
        var told = 0;
        _stack.OnLoop(() => _stack.User.Subscription!.Finish(200, null, () => told++));
        _stack.Run(1);
        Assert.Equal((true, 1), (_stack.User.Subscription!.IsOver, told));
        Assert.DoesNotContain(call.Notified, text => text.StartsWith("200", StringComparison.Ordinal));
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.False(_stack.User.Session.IsOver);
    }

    [Fact]
    public void The_second_REFER_of_a_dialog_is_told_apart_by_its_id()
    {
        var (_, call) = Referred();
        _stack.Run(1);
        _stack.OnLoop(() => _stack.User.Subscription!.Finish(486));
        _stack.Run(1);
        call.Refer(Carol);
        _stack.Run(1);
        var notifies = call.Requests.Where(request => request.Method == "NOTIFY").Select(request => request["Event"]);
        Assert.Equal(["refer", "refer", "refer;id=3"], notifies);
    }

    [Fact]
    public void Refer_Sub_false_gets_200_and_no_NOTIFY()
    {
        var (_, call) = _stack.Established();
        call.Refer(Carol, ("Refer-Sub", "false"), ("Require", "norefersub"));
        _stack.Run(1);
        Assert.Equal((200, "false"), (call.Responses[^1].Status, call.Responses[^1]["Refer-Sub"]));
        var told = 0;
        _stack.OnLoop(() => _stack.User.Subscription!.Finish(200, null, () => told++));
        _stack.Run(2);
        Assert.Equal(1, told);
        Assert.Empty(call.Notified);
    }

    [Fact]
    public void NOTIFYs_go_on_after_the_referrer_has_hung_up()
    {
        var (_, call) = Referred();
        call.HangUp();
        _stack.Run(2);
        _stack.OnLoop(() => _stack.User.Subscription!.Finish(200));
        _stack.Run(1);
        Assert.Equal(["100 active", "200 terminated"], call.Notified);
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_SUBSCRIBE_prolongs_the_subscription_and_one_with_Expires_0_ends_it()
    {
        var (_, call) = Referred();
        _stack.Run(2);
        call.Send(call.NewRequest("SUBSCRIBE").With("Event", "refer").With("Expires", "600"));
        _stack.Run(2);
        Assert.Equal((200, "240"), (call.Responses[^1].Status, call.Responses[^1]["Expires"]));
        call.Send(call.NewRequest("SUBSCRIBE").With("Event", "refer;id=2").With("Expires", "0"));
        _stack.Run(1);
        Assert.Equal((200, "0"), (call.Responses[^1].Status, call.Responses[^1]["Expires"]));
        Assert.Equal(["100 active", "100 active", "100 terminated"], call.Notified);
        Assert.Equal("terminated;reason=timeout", call.Requests[^1]["Subscription-State"]);
        call.Send(call.NewRequest("SUBSCRIBE").With("Event", "refer").With("Expires", "60"));
        _stack.Run(1);
        Assert.Equal(403, call.Responses[^1].Status);
    }

    [Theory]
    [InlineData("<sip:203@192.0.2.1;method=BYE>", 403)]
    [InlineData("<sip:203@192.0.2.1>, <sip:204@192.0.2.1>", 400)]
    [InlineData("<sip:203@192.0.2.1", 400)]
    [InlineData("<sip:203@192.0.2.1?Replaces=1%40a%3Bto-tag%3D1>", 400)]
    [InlineData("<sip:203@192.0.2.1?Replaces=1%3Bto-tag%3D1%3Bfrom-tag%3D2&Replaces=1%3Bto-tag%3D1%3Bfrom-tag%3D2>", 400)]
    [InlineData("<http://www.ietf.org>", 416)]
    public void A_Refer_To_that_is_not_followed_is_refused(string target, int status)
    {
        var (_, call) = _stack.Established();
        call.Refer(target);
        _stack.Run(1);
        Assert.Equal(status, call.Responses[^1].Status);
        Assert.DoesNotContain("refer", _stack.User.Events);
        Assert.Empty(call.Notified);
    }

    [Fact]
    public void No_Refer_To_and_two_of_them_are_400()
    {
        var (_, call) = _stack.Established();
        call.Send(call.NewRequest("REFER"));
        call.Refer(Carol, ("Refer-To", Carol));
        _stack.Run(1);
        Assert.Equal([400, 400], call.Responses.Where(response => response.Method == "REFER").Select(response => response.Status));
    }

    [Fact]
    public void Replaces_in_the_URI_is_unescaped_and_other_headers_are_passed_over()
    {
        var (_, call) = _stack.Established();
        call.Refer("<sip:203@192.0.2.1?Subject=a%26b&Replaces=12345%40192.168.118.3%3Bto-tag%3D12345%3Bfrom-tag%3D5FFE-3994%3bearly-only&Require=replaces>");
        _stack.Run(1);
        var replaces = _stack.User.ReferTarget?.Replaces;
        Assert.Equal(("12345@192.168.118.3", "12345", "5FFE-3994", true), (Text(replaces?.CallId), Text(replaces?.LocalTag), Text(replaces?.RemoteTag), replaces?.EarlyOnly));
        Assert.Equal("sip:203@192.0.2.1", Text(_stack.User.ReferTarget?.Uri));
    }

    [Fact]
    public void Outside_of_a_dialog_and_before_the_answer_it_is_403()
    {
        var phone = _stack.NewPhone();
        phone.Request("REFER", "sip:192.0.2.1", null, ("Refer-To", Carol));
        _stack.Run(0);
        Assert.Single(phone.Responses(403));
        var call = phone.Dial("sip:600@192.0.2.1");
        _stack.Run(1);
        call.Refer(Carol);
        _stack.Run(1);
        Assert.Equal(2, phone.Responses(403).Count());
    }

    [Fact]
    public void The_compact_form_is_understood()
    {
        var (_, call) = _stack.Established();
        call.Send(call.NewRequest("REFER").With("r", Carol));
        _stack.Run(1);
        Assert.Equal(202, call.Responses[^1].Status);
    }

    private static string Text(byte[]? bytes) => System.Text.Encoding.UTF8.GetString(bytes ?? []);

    private void Report(int status) => _stack.OnLoop(() => _stack.User.Subscription!.Report(status));

    private (SipPhone Phone, PhoneCall Call) Referred()
    {
        var (phone, call) = _stack.Established();
        call.Refer(Carol);
        _stack.Run(0.05);
        return (phone, call);
    }
}
