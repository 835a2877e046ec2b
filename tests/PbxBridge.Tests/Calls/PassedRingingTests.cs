using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>EM-3: when nobody else can ring, what the far side says while it rings goes on as it is; when somebody can, he hears of ringing alone (EM-4, HUNT-7).</summary>
public sealed class PassedRingingTests
{
    private const string Customer = "+48226000000";
    private const string Desk = "+48225558001";
    private const string Outside = "+48226000001";

    [Fact]
    public void Ringing_after_progress_reaches_the_caller()
    {
        using var office = TestOffice.Demo();
        var (call, far) = Called(office);
        far.Ring(183, office.Pbx.Sdp);
        office.Run(0.5);
        far.Ring(180);
        office.Run(0.5);
        Assert.Equal([(100, false), (183, true), (180, false)], Heard(call));
        Assert.Equal([1, 1], [call.Responses[1].ToTag.Length > 0 ? 1 : 0, call.Responses[1].ToTag == call.Responses[2].ToTag ? 1 : 0]);
    }

    [Theory]
    [InlineData(181)]
    [InlineData(182)]
    [InlineData(183)]
    public void Each_keeps_its_status(int status)
    {
        using var office = TestOffice.Demo();
        var (call, far) = Called(office);
        far.Ring(status);
        office.Run(0.5);
        far.Ring(180);
        office.Run(0.5);
        Assert.Equal([(100, false), (status, false), (180, false)], Heard(call));
    }

    [Theory]
    [InlineData(183, 183)]
    [InlineData(180, 180)]
    [InlineData(181, 183)]
    public void The_last_one_is_said_again_each_minute(int status, int again)
    {
        using var office = TestOffice.Demo();
        var (call, far) = Called(office, Outside, office => office.Mobile(Outside), office => office.Desk("8001").Dials("0226000001"));
        far.Ring(status);
        office.Run(59);
        Assert.Equal([100, status], call.Responses.Select(r => r.Status));
        office.Run(2);
        Assert.Equal([100, status, again], call.Responses.Select(r => r.Status));
    }

    [Fact]
    public void A_reliable_one_waits_for_the_PRACK_of_the_one_before()
    {
        using var office = TestOffice.Demo();
        office.MobileNetwork.Script = new() { Pracks = false };
        var (call, far) = Called(office, options: new() { Headers = [("Require", "100rel")] });
        far.Ring(183, office.Pbx.Sdp);
        office.Run(0.1);
        far.Ring(180);
        office.Run(0.1);
        Assert.Equal([100, 183], call.Responses.Select(r => r.Status));
        var progress = call.Responses[1];
        call.Send(call.NewRequest("PRACK").With("RAck", $"{progress["RSeq"]} {call.Invite["CSeq"]}"));
        office.Run(0.1);
        var ringing = call.Responses.Single(r => r.Status == 180);
        Assert.Equal(("100rel", "", int.Parse(progress["RSeq"]) + 1), (ringing["Require"], ringing.Body, int.Parse(ringing["RSeq"])));
        Assert.Equal(progress.ToTag, ringing.ToTag);
    }

    [Fact]
    public void A_later_description_of_the_same_dialog_changes_nothing()
    {
        using var office = TestOffice.Demo();
        var (call, far) = Called(office);
        far.Ring(183, office.Pbx.Sdp);
        office.Run(0.5);
        far.Ring(180, office.Pbx.Sdp.Replace("RTP/AVP 8 0 101", "RTP/AVP 8 101"));
        office.Run(0.5);
        Assert.Equal([(100, false), (183, true), (180, true)], Heard(call));
        Assert.Equal(call.Responses[1].Body, call.Responses[2].Body);
    }

    [Fact]
    public void A_fork_with_another_codec_is_told_of_but_not_heard()
    {
        using var office = TestOffice.Demo();
        var (call, far) = Called(office);
        far.Ring(183, office.Pbx.Sdp);
        office.Run(0.5);
        var heard = Assert.Single(office.Media.Ports, port => port.Partner is not null && port != office.Media.Ports[0]).Remote;
        Fork(office, far, 183, office.Pbx.Sdp.Replace("RTP/AVP 8 0 101", "RTP/AVP 0 101").Replace("m=audio 4000", "m=audio 4002"));
        office.Run(0.5);
        Assert.Equal([(100, false), (183, true), (183, false)], Heard(call));
        Assert.Equal(heard, office.Media.Ports[1].Remote);
    }

    [Fact]
    public void Of_two_forks_that_speak_the_one_that_answers_is_connected()
    {
        using var office = TestOffice.Demo();
        var (call, far) = Called(office);
        far.Ring(183, office.Pbx.Sdp);
        office.Run(0.5);
        Fork(office, far, 183, office.Pbx.Sdp.Replace("m=audio 4000", "m=audio 4002"));
        office.Run(0.5);
        Assert.Equal([(100, false), (183, true), (183, true)], Heard(call));
        Assert.Equal(4002, office.Media.Ports[1].Remote?.Port);
        far.Answer();
        office.Run(0.5);
        var answer = call.Responses.Single(r => r.Status == 200);
        Assert.Equal((call.Responses[1].ToTag, call.Responses[1].Body), (answer.ToTag, answer.Body));
        Assert.Equal(4000, office.Media.Ports[1].Remote?.Port);
        Assert.Equal("ACK", Assert.Single(far.Requests).Method);
    }

    [Fact]
    public void Two_devices_of_one_person_ring_and_neither_is_heard()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithoutVoicemail());
        office.Softphone("piotr").Waits();
        office.Mobile("+48601000202").Waits();
        var call = office.Desk("8001").Dials("202");
        office.Run(0.5);
        office.Mobile("+48601000202").Call.Ring(183, office.MobileNetwork.Sdp);
        office.Run(0.5);
        office.Softphone("piotr").Call.Ring(183, office.Softphone("piotr").Phone.Sdp);
        office.Run(0.5);
        Assert.Equal([(100, false), (180, false)], Heard(call));
        Assert.Null(office.Media.Ports[0].Partner);
    }

    [Fact]
    public void The_second_address_of_a_trunk_is_heard_as_the_first_one_would_be()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithPbx(t => t with { Peers = [new("203.0.113.81", 5080), .. t.Peers] }));
        office.Peer("broken", "203.0.113.81", 5080).Script = new() { RingsAfter = null, AnswersAfter = null, DeclinesWith = 503 };
        var (call, far) = Called(office);
        far.Ring(183, office.Pbx.Sdp);
        office.Run(0.5);
        Assert.Equal([(100, false), (183, true)], Heard(call));
    }

    private static (PhoneCall Call, PhoneCall Far) Called(
        TestOffice office, string number = Desk, Func<TestOffice, Party>? callee = null, Func<TestOffice, PhoneCall>? dial = null, DialOptions? options = null)
    {
        var party = callee?.Invoke(office) ?? office.Desk("8001");
        party.Waits();
        var call = dial?.Invoke(office) ?? office.Caller(Customer).Dials(number, options);
        office.Run(0.5);
        return (call, party.Call);
    }

    private static void Fork(TestOffice office, PhoneCall far, int status, string sdp) =>
        office.Pbx.Answer(far.Invite, office.Pbx.NewResponse(far.Invite, status, "fork").With("Contact", office.Pbx.Contact).WithBody("application/sdp", sdp));

    private static IEnumerable<(int Status, bool HasSdp)> Heard(PhoneCall call) => call.Responses.Select(r => (r.Status, r.Body.Length > 0));
}
