using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

public sealed class DrainTests
{
    private const string Piotr = "+48601000202";

    [Fact]
    public void New_calls_get_503_and_running_calls_go_on()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        var running = office.Desk("8001").Dials("202");
        office.Run(2);
        office.OnLoop(office.Bridge.BeginDrain);
        var late = office.Desk("8002").Dials("301");
        office.Run(2);
        Assert.Equal(503, late.FinalStatus);
        Assert.InRange(int.Parse(late.Responses[^1]["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 2, 10);
        Assert.Equal(PhoneCallState.Answered, running.State);
        Assert.Equal(1, office.Bridge.ActiveCalls);
    }

    [Fact]
    public void OPTIONS_gets_503_while_draining()
    {
        using var office = TestOffice.Demo();
        var statuses = new List<int>();
        office.Pbx.Request("OPTIONS", "sip:192.0.2.1", r => statuses.Add(r?.Status ?? 408));
        office.Run(1);
        office.OnLoop(office.Bridge.BeginDrain);
        office.Pbx.Request("OPTIONS", "sip:192.0.2.1", r => statuses.Add(r?.Status ?? 408));
        office.Run(1);
        Assert.Equal([200, 503], statuses);
    }

    [Fact]
    public async Task At_the_end_of_the_drain_time_calls_are_hung_up_and_their_records_written()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        office.Mobile("+48601000301").RingsOut();
        var talking = office.Desk("8001").Dials("202");
        var ringing = office.Desk("8002").Dials("301");
        office.Run(2);
        office.OnLoop(office.Bridge.BeginDrain);
        office.OnLoop(office.Bridge.EndCalls);
        Assert.True(talking.WasHungUpByPeer);
        Assert.True(office.Mobile(Piotr).Call.WasHungUpByPeer);
        Assert.Equal(503, ringing.FinalStatus);
        Assert.Equal(0, office.Bridge.ActiveCalls);
        await office.Bridge.DisposeAsync();
        Assert.Equal([(CallCause.Overload, ReleasedBy.Bridge), (CallCause.Cleared, ReleasedBy.Bridge)], office.Records.Select(r => (r.Outcome, r.ReleasedBy)).Order());
    }

    [Fact]
    public void A_running_call_keeps_its_company_when_the_directory_changes()
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48601000401").RingsOut();
        office.Mobile("+48601000402").Answers();
        var call = office.Caller("+48226000000").Dials("+48600000003");
        office.Run(5);
        var without = office.Company with { Lines = [], Employees = [.. office.Company.Employees.Where(e => e.Extension != "402")] };
        office.OnLoop(() => office.Bridge.Use(office.DirectoryWith(without)));
        office.Run(13);
        Assert.Equal(PhoneCallState.Answered, call.State);
        var next = office.Caller("+48226000001").Dials("+48600000003");
        office.Run(1);
        Assert.Equal(404, next.FinalStatus);
    }
}
