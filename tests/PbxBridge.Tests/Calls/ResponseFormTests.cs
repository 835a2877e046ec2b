using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>The form of every response to an INVITE, whatever becomes of the call: who may go on from it needs its Contact and its tag (RFC 3261 §8.2.6, §12.1.1, §21).</summary>
public sealed class ResponseFormTests
{
    private static readonly Dictionary<int, string> Phrases = new()
    {
        [100] = "Trying",
        [180] = "Ringing",
        [181] = "Call Is Being Forwarded",
        [183] = "Session Progress",
        [200] = "OK",
        [403] = "Forbidden",
        [404] = "Not Found",
        [480] = "Temporarily Unavailable",
        [482] = "Loop Detected",
        [483] = "Too Many Hops",
        [484] = "Address Incomplete",
        [486] = "Busy Here",
        [487] = "Request Terminated",
        [488] = "Not Acceptable Here",
        [503] = "Service Unavailable",
    };

    [Theory]
    [InlineData("answered", 200)]
    [InlineData("second number", 200)]
    [InlineData("early media", 200)]
    [InlineData("busy", 486)]
    [InlineData("unreachable", 480)]
    [InlineData("wrong number", 404)]
    [InlineData("incomplete", 484)]
    [InlineData("barred", 403)]
    [InlineData("given up", 487)]
    [InlineData("no hops", 483)]
    [InlineData("loop", 482)]
    [InlineData("no audio", 488)]
    [InlineData("draining", 503)]
    public void Every_response_can_be_matched_and_gone_on_from(string case_, int final)
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithoutVoicemail());
        var call = Place(office, case_);
        office.Run(12);
        if (case_ == "given up")
            call.Cancel();
        office.Run(1);
        Assert.Equal(final, call.FinalStatus);
        foreach (var response in call.Responses)
        {
            Assert.Equal($"SIP/2.0 {response.Status} {Phrases[response.Status]}", response.StartLine);
            Assert.Equal((call.CallId, call.Invite["From"], call.Invite["CSeq"]), (response.CallId, response["From"], response["CSeq"]));
            Assert.Equal(call.Invite.Branch, response.Branch);
            Assert.Equal(response.Status == 100 ? "" : "a tag", response.ToTag.Length == 0 ? "" : "a tag");
            if (response.Status is > 100 and < 300)
                Assert.Matches($"^sip:([^@]+@)?{TestOffice.BridgeHost}[:;]?", WireMessage.Uri(response["Contact"]));
        }
        // One dialog with the caller, but that an announcement may have had one of its own before.
        Assert.InRange(call.Responses.Where(response => response.Status > 100).Select(response => response.ToTag).Distinct().Count(), 1, call.Responses.Any(response => response.Status == 183) ? 2 : 1);
    }

    private static PhoneCall Place(TestOffice office, string case_)
    {
        const string Customer = "+48226000000", Desk = "+48225558001";
        var desk = office.Desk("8001").Answers(3);
        switch (case_)
        {
            case "answered":
                return office.Caller(Customer).Dials(Desk);
            case "second number":
                office.Mobile("+48601000201").IsBusy();
                return office.Caller(Customer).Dials("+48601000201");
            case "early media":
                var outside = office.Mobile("+48226000001").Waits();
                var call = office.Mobile("+48601000202").Dials("0226000001");
                office.Run(1);
                outside.Call.Ring(183, office.MobileNetwork.Sdp);
                office.Run(1);
                outside.Call.Answer();
                return call;
            case "busy":
                desk.IsBusy();
                return office.Caller(Customer).Dials(Desk);
            case "unreachable":
                desk.IsUnreachable();
                return office.Caller(Customer).Dials(Desk);
            case "wrong number":
                return office.Desk("8001").Dials("5358842850");
            case "incomplete":
                return office.Desk("8001").Dials("0221234");
            case "barred":
                return office.Mobile("+48601000203").Dials("501000000");
            case "given up":
                desk.RingsOut();
                return office.Caller(Customer).Dials(Desk);
            case "no hops":
                return office.Caller(Customer).Dials(Desk, new() { Headers = [("Max-Forwards", "0")] });
            case "loop":
                return office.Caller(Customer).Dials("+48600000003", new() { Headers = [("Diversion", "<sip:+48600000003@ims.example;user=phone>;reason=unconditional;counter=1")] });
            case "no audio":
                return office.Caller(Customer).Dials(Desk, new() { Sdp = "v=0\r\no=x 1 1 IN IP4 198.51.100.70\r\ns=-\r\nc=IN IP4 198.51.100.70\r\nt=0 0\r\nm=video 4000 RTP/AVP 96\r\n" });
            default:
                office.OnLoop(office.Bridge.BeginDrain);
                return office.Caller(Customer).Dials(Desk);
        }
    }
}
