using PbxBridge.Sip.Dialogs;
using PbxBridge.Testing;

namespace PbxBridge.Sip.Tests.Dialogs;

/// <summary>Which dialog a Replaces names (RFC 3891 §3).</summary>
public sealed class ReplacesTests : IDisposable
{
    private readonly TestStack _stack = new();

    public void Dispose() => _stack.Dispose();

    [Fact]
    public void A_call_to_us_is_early_of_the_peer_then_confirmed_then_ended()
    {
        var call = _stack.NewPhone().Dial("sip:600@192.0.2.1");
        _stack.Run(0);
        Assert.Equal(DialogMatch.EarlyOfPeer, Find(call.DialogId).Match);
        _stack.User.Accept();
        _stack.Run(1);
        Assert.Equal(new FoundDialog(DialogMatch.Confirmed, _stack.User.Session, null), Find(call.DialogId));
        call.HangUp();
        _stack.Run(1);
        Assert.Equal(DialogMatch.Ended, Find(call.DialogId).Match);
    }

    [Fact]
    public void A_call_of_ours_is_early_while_it_rings()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { AnswersAfter = null };
        var uac = _stack.Call(phone);
        _stack.Run(1);
        Assert.Equal(new FoundDialog(DialogMatch.EarlyOfOurs, null, uac), Find(phone.Call.DialogId));
        phone.Call.Answer();
        _stack.Run(1);
        Assert.Equal(DialogMatch.Confirmed, Find(phone.Call.DialogId).Match);
        phone.Call.HangUp();
        _stack.Run(1);
        Assert.Equal(DialogMatch.Ended, Find(phone.Call.DialogId).Match);
    }

    [Fact]
    public void A_call_of_ours_that_is_being_cancelled_has_ended()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { AnswersAfter = null };
        var uac = _stack.Call(phone);
        _stack.Run(1);
        phone.Intercept = message => message.Method == "CANCEL";
        _stack.OnLoop(() => uac.Cancel());
        Assert.Equal(DialogMatch.Ended, Find(phone.Call.DialogId).Match);
    }

    [Fact]
    public void Any_wrong_identifier_matches_nothing()
    {
        var call = _stack.NewPhone().Dial("sip:600@192.0.2.1");
        _stack.Run(0);
        _stack.User.Accept();
        _stack.Run(1);
        var right = call.DialogId;
        foreach (var wrong in new[] { "x" + right, right + "x", right.Replace("to-tag=0", "to-tag=1", StringComparison.Ordinal), right.Replace("from-tag=", "from-tag=y", StringComparison.Ordinal) })
            Assert.Equal(DialogMatch.None, Find(wrong).Match);
    }

    [Theory]
    [InlineData("98732@sip.example.com;from-tag=r33th4x0r;to-tag=ff87ff", false)]
    [InlineData("98732@sip.example.com ;to-tag=ff87ff;x=y;from-tag=r33th4x0r;early-only", true)]
    public void A_value_is_read(string value, bool earlyOnly)
    {
        var read = DialogReference.Parse(TestStack.Bytes(value));
        Assert.NotNull(read);
        Assert.Equal(
            ("98732@sip.example.com", "ff87ff", "r33th4x0r", earlyOnly),
            (System.Text.Encoding.UTF8.GetString(read.CallId), System.Text.Encoding.UTF8.GetString(read.LocalTag), System.Text.Encoding.UTF8.GetString(read.RemoteTag), read.EarlyOnly));
    }

    [Theory]
    [InlineData("98732@sip.example.com")]
    [InlineData(";from-tag=a;to-tag=b")]
    [InlineData("98732@sip.example.com;from-tag=a")]
    [InlineData("98732@sip.example.com;from-tag=a;to-tag=b;to-tag=c")]
    [InlineData("98732@sip.example.com;from-tag=\"a\";to-tag=b")]
    [InlineData("98732@sip.example.com;from-tag=a;to-tag=b;;")]
    public void A_broken_value_is_refused_with_400(string value)
    {
        var call = _stack.NewPhone().Dial("sip:600@192.0.2.1", new() { Headers = [("Replaces", value)] });
        _stack.Run(1);
        Assert.Equal(400, call.FinalStatus);
        Assert.Empty(_stack.User.Events);
    }

    [Fact]
    public void Two_Replaces_and_Replaces_in_another_request_are_400()
    {
        const string fine = "98732@sip.example.com;from-tag=a;to-tag=b";
        var phone = _stack.NewPhone();
        phone.Send(phone.NewRequest("INVITE", "sip:600@192.0.2.1", $"<{phone.Aor}>;tag=1", "<sip:600@192.0.2.1>", "twice@anna", 1)
            .With("Contact", phone.Contact).With("Replaces", fine).With("Replaces", fine));
        phone.Request("OPTIONS", "sip:600@192.0.2.1", null, ("Replaces", fine));
        var call = phone.Dial("sip:600@192.0.2.1");
        _stack.Run(0);
        _stack.User.Accept();
        _stack.Run(1);
        call.Reinvite(null, ("Replaces", fine));
        _stack.Run(1);
        Assert.Equal(["1 INVITE", "1 OPTIONS", "2 INVITE"], phone.Responses(400).DistinctBy(response => response.Branch).Select(response => response["CSeq"]));
    }

    [Fact]
    public void Require_replaces_is_fine()
    {
        var call = _stack.NewPhone().Dial("sip:600@192.0.2.1", new() { Headers = [("Require", "replaces"), ("Replaces", "1@x;from-tag=a;to-tag=b")] });
        _stack.Run(1);
        Assert.Equal(["invite"], _stack.User.Events);
        Assert.Equal(PhoneCallState.Ringing, call.State);
    }

    private FoundDialog Find(string replaces) =>
        _stack.OnLoop(() => _stack.Core.Find(DialogReference.Parse(TestStack.Bytes(replaces)) ?? throw new ArgumentException(replaces)));
}
