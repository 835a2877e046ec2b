using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>LOOP-2: Max-Breadth is copied, and divided among branches that ring together (RFC 5393 §5.3.3).</summary>
public sealed class MaxBreadthTests
{
    private const string Piotr = "+48601000202";

    [Theory]
    [InlineData(null, "20", "20", "20")]
    [InlineData("11", "4", "4", "3")]
    [InlineData("3", "1", "1", "1")]
    [InlineData("2", "1", "1", null)]
    [InlineData("1", "1", null, null)]
    public void Branches_that_ring_together_share_it(string? given, string? mobile, string? first, string? second)
    {
        using var office = TestOffice.Demo();
        var one = office.Softphone("piotr", "10.20.30.11").RingsOut();
        var two = office.Softphone("piotr", "10.20.30.12").RingsOut();
        office.Mobile(Piotr).RingsOut();
        office.Desk("8001").Dials("202", given is null ? null : new() { Headers = [("Max-Breadth", given)] });
        office.Run(1);
        Assert.Equal(
            [mobile, first, second],
            new[] { office.Mobile(Piotr), two, one }.Select(p => p.Calls.Count == 0 ? null : p.Call.Invite["Max-Breadth"]));
    }

    [Fact]
    public void Members_that_ring_in_turn_have_all_of_it()
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48601000401").IsBusy();
        office.Mobile("+48601000402").RingsOut();
        office.Caller("+48226000000").Dials("+48600000003", new() { Headers = [("Max-Breadth", "7")] });
        office.Run(1);
        Assert.Equal(["7", "7"], office.MobileNetwork.Calls.Where(c => !c.IsOutgoing).Select(c => c.Invite["Max-Breadth"]));
    }

    [Fact]
    public void None_left_is_440()
    {
        using var office = TestOffice.Demo();
        var call = office.Desk("8001").Dials("202", new() { Headers = [("Max-Breadth", "0")] });
        office.Run(1);
        Assert.Equal([440], call.Responses.Select(r => r.Status));
        Assert.Empty(office.Mobile(Piotr).Calls);
    }

    [Fact]
    public void An_emergency_call_goes_through_with_none_left()
    {
        using var office = TestOffice.Demo();
        var call = office.Desk("8001").Dials("112", new() { Headers = [("Max-Breadth", "0")] });
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
    }
}
