using PbxBridge.Storage.Calls;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

public sealed class EmergencyTests
{
    [Theory]
    [InlineData("112")]
    [InlineData("997")]
    [InlineData("0112")]
    public void A_desk_phone_reaches_the_emergency_centre_with_its_true_number(string dialled)
    {
        using var office = TestOffice.Demo();
        var number = dialled[^3..];
        office.Mobile(number).Answers();
        var call = office.Desk("8001").Dials(dialled, new() { Headers = [("Privacy", "id")] });
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
        var invite = office.Mobile(number).Call.Invite;
        Assert.Equal($"sip:{number};phone-context=+48@198.51.100.70:5070;user=phone", invite.RequestUri);
        Assert.Contains("+48225558001", invite["From"], StringComparison.Ordinal);
        call.HangUp();
        office.Run(1);
        Assert.Equal(CallService.Emergency, office.Record.Service);
    }

    [Fact]
    public void A_registered_softphone_needs_no_password_for_it()
    {
        using var office = TestOffice.Demo();
        var anna = office.Softphone("anna");
        office.Mobile("112").Answers();
        var call = anna.Phone.Dial("sip:112@192.0.2.1", new() { From = "<sip:anna@192.0.2.1>" });
        office.Run(2);
        Assert.Equal([100, 180, 200], call.Responses.Select(r => r.Status));
    }

    [Fact]
    public void A_mobile_reaches_it()
    {
        using var office = TestOffice.Demo();
        office.Mobile("112").Answers();
        var call = office.Mobile("+48601000203").Dials("112");
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
    }

    [Fact]
    public void It_passes_while_the_bridge_drains()
    {
        using var office = TestOffice.Demo();
        office.OnLoop(office.Bridge.BeginDrain);
        office.Mobile("112").Answers();
        var call = office.Desk("8001").Dials("112");
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
    }

    [Fact]
    public void It_passes_when_no_more_calls_are_allowed()
    {
        using var office = TestOffice.Demo(new() { Sip = new() { MaxCalls = 1 } });
        AssertOnlyAnEmergencyCallPasses(office);
    }

    [Fact]
    public void It_passes_when_all_sound_ports_of_other_calls_are_taken()
    {
        using var office = TestOffice.Demo();
        (office.Media.MostPorts, office.Media.EmergencyPairs) = (4, 2);
        AssertOnlyAnEmergencyCallPasses(office);
        Assert.Equal(0, office.Media.PortsFree);
    }

    // D22: none for the caller's side, or for his alone; with its sound beside the bridge the call is still a call.
    [Theory]
    [InlineData(4, 1)]
    [InlineData(5, 1)]
    [InlineData(4, 3)]
    public void It_passes_with_its_sound_beside_the_bridge_when_no_port_at_all_is_left(int ports, int calls)
    {
        using var office = TestOffice.Demo(new() { RelaysAll = false });
        (office.Media.MostPorts, office.Media.EmergencyPairs) = (ports, ports - 2);
        office.Mobile("112").Answers();
        office.Mobile("+48601000202").Answers();
        office.Desk("8001").Dials("202");
        office.Desk("8003").Dials("112");
        office.Run(2);
        Assert.Equal(ports - 4, office.Media.PortsFree);
        for (var n = 1; n <= calls; n++)
        {
            var more = office.Desk($"800{n + 3}").Dials("112");
            office.Run(2);
            Assert.Equal((PhoneCallState.Answered, ports - 4), (more.State, office.Media.PortsFree));
            Assert.Contains($"c=IN IP4 {TestOffice.PbxHost}\r\n", office.Mobile("112").Calls[n].Invite.Body, StringComparison.Ordinal);
            Assert.Contains("m=audio 4000 ", more.Responses.Single(response => response.Status == 200).Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true, "psap-callback", 0)]
    [InlineData(true, "PSAP-Callback", 0)]
    [InlineData(true, "emergency", 1)]
    [InlineData(false, "psap-callback", 1)]
    public void Who_is_called_back_by_the_emergency_centre_is_rung_and_nobody_else(bool byNetwork, string priority, int second)
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48601000201").IsBusy();
        office.Mobile("+48601000200").RingsOut();
        var options = new DialOptions { Headers = [("Priority", priority)] };
        var call = byNetwork ? office.Caller("+48226000000").Dials("+48601000201", options) : office.Desk("8001").Dials("201", options);
        office.Run(2);
        Assert.Equal((1, second), (office.Mobile("+48601000201").Calls.Count, office.Mobile("+48601000200").Calls.Count));
        Assert.Equal(second == 0 ? 486 : 0, call.FinalStatus);
    }

    [Fact]
    public void A_number_of_the_companies_of_the_same_length_is_none()
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48601000202").Answers();
        var call = office.Desk("8001").Dials("202");
        office.Run(2);
        call.HangUp();
        office.Run(1);
        Assert.Equal(CallService.Basic, office.Record.Service);
    }

    // Beside one call that has all there is.
    private static void AssertOnlyAnEmergencyCallPasses(TestOffice office)
    {
        office.Mobile("+48601000202").Answers();
        office.Desk("8001").Dials("202");
        office.Run(2);
        var refused = office.Desk("8002").Dials("301");
        office.Mobile("112").Answers();
        var emergency = office.Desk("8003").Dials("112");
        office.Run(2);
        Assert.Equal((503, PhoneCallState.Answered), (refused.FinalStatus, emergency.State));
    }
}
