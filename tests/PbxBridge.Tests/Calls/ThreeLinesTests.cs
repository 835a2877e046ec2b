using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.Terms;
using PbxBridge.Storage.Calls;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>The seed's own example: three lines of sellers in three branches, called at the same time (L1, L3, L7, L12, N9).</summary>
public sealed class ThreeLinesTests
{
    private const string Mazowieckie = "+48600000001", Zachodniopomorskie = "+48600000002", Malopolskie = "+48600000003";
    private const string First = "+48226000001", Second = "+48226000002", Third = "+48226000003";

    private static readonly Dictionary<string, string[]> Members = new()
    {
        [Mazowieckie] = ["+48601000201", "+48601000202", "+48601000203"],
        [Zachodniopomorskie] = ["+48601000301", "+48601000302"],
        [Malopolskie] = ["+48601000401", "+48601000402"],
    };

    [Fact]
    public void Calls_to_three_lines_ring_the_sellers_of_their_own_branch_one_at_a_time_and_never_cross()
    {
        using var office = TestOffice.Demo();
        foreach (var member in Members.Values.SelectMany(all => all))
            office.Mobile(member).RingsOut();
        (string Customer, string Line)[] calls = [(First, Mazowieckie), (Second, Zachodniopomorskie), (Third, Malopolskie)];
        foreach (var (customer, line) in calls)
            office.Caller(customer).Dials(line);
        for (var second = 0; second < 44; second++)
        {
            office.Run(1);
            foreach (var (customer, line) in calls)
                Assert.Single(Rung(office), rung => rung.Customer == customer && rung.Call.State != PhoneCallState.Ended);
        }
        foreach (var (customer, line) in calls)
        {
            var round = Rung(office).Where(rung => rung.Customer == customer).Select(rung => rung.Member).Take(Members[line].Length);
            Assert.Equal(Members[line], round.Order());
        }
        Assert.All(Rung(office), rung => Assert.Contains(rung.Member, Members[calls.Single(call => call.Customer == rung.Customer).Line]));
    }

    [Fact]
    public void Each_customer_talks_with_a_seller_of_his_branch()
    {
        using var office = TestOffice.Demo();
        foreach (var (line, members) in Members)
        {
            office.Mobile(members[0]).IsBusy();
            office.Mobile(members[1]).Answers(2);
            if (members.Length > 2)
                office.Mobile(members[2]).IsUnreachable();
        }
        var calls = new[] { (First, Mazowieckie), (Second, Zachodniopomorskie), (Third, Malopolskie) }.Select(call => office.Caller(call.Item1).Dials(call.Item2)).ToArray();
        office.Run(5);
        Assert.All(calls, call => Assert.Equal(PhoneCallState.Answered, call.State));
        foreach (var call in calls)
            call.HangUp();
        office.Run(1);
        Assert.Equal(
            [(First, "+48601000202"), (Second, "+48601000302"), (Third, "+48601000402")],
            office.Records.Select(record => (record.CallerNumber, record.AnsweredBy!)).Order());
        Assert.All(office.Records, record => Assert.Equal(CallService.CompanyLine, record.Service));
    }

    // A seller may be in several lines: whoever talks for one of them is left out by the other.
    [Fact]
    public void A_seller_of_two_lines_is_rung_for_both_but_not_while_he_talks()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLine("602", line => line with { Members = [new("+48601000301"), new("+48601000401")] }));
        office.Mobile("+48601000302").IsBusy();
        var marek = office.Mobile("+48601000301").Answers();
        var jan = office.Mobile("+48601000401").Answers();
        office.Caller(Second).Dials(Zachodniopomorskie);
        office.Run(3);
        Assert.Equal((1, PhoneCallState.Answered), (marek.Calls.Count, marek.Call.State));
        office.Caller(Third).Dials(Malopolskie);
        office.Run(3);
        Assert.Equal((1, 1), (marek.Calls.Count, jan.Calls.Count));
        marek.Call.HangUp();
        jan.Call.HangUp();
        office.Run(1);
        office.Caller(Third).Dials(Malopolskie);
        office.Run(3);
        Assert.Equal((2, 1), (marek.Calls.Count, jan.Calls.Count));
    }

    // L3: the list is the order, in a hundred calls.
    [Fact]
    public void A_fixed_line_rings_its_list_in_order_every_time()
    {
        using var office = TestOffice.Demo(new OfficeOptions { Records = false }.WithLine("600", line => line with { Order = LineOrder.Fixed, Members = [.. line.Members.Reverse()] }));
        foreach (var member in Members[Mazowieckie])
            office.Mobile(member).IsBusy();
        for (var n = 0; n < 100; n++)
        {
            var before = Rung(office).Count;
            office.Caller($"+4822600{n:D4}").Dials(Mazowieckie);
            office.Run(2);
            Assert.Equal(Members[Mazowieckie].Reverse(), Rung(office).Skip(before).Select(rung => rung.Member));
        }
    }

    // L12: the administrator switches it on, and the next call hunts; the one that hunts goes on when he switches it off.
    [Fact]
    public void A_line_that_is_switched_on_or_off_counts_from_the_next_call()
    {
        using var office = TestOffice.Demo(new OfficeOptions().With(company => company with { Services = new([new(ServiceKind.PrivatePlan, default)]) }));
        office.Mobile("+48601000401").RingsOut();
        var katarzyna = office.Mobile("+48601000402").Answers();
        var before = office.Caller(Third).Dials(Malopolskie);
        office.Run(1);
        Assert.Equal(404, before.FinalStatus);
        office.OnLoop(() => office.Bridge.Use(office.DirectoryWith(office.Company with { Services = ServiceTerms.Everything })));
        var hunting = office.Caller(Third).Dials(Malopolskie);
        office.Run(5);
        Assert.Single(office.Mobile("+48601000401").Calls);
        office.OnLoop(() => office.Bridge.Use(office.DirectoryWith(office.Company with { Services = new([new(ServiceKind.PrivatePlan, default)]) })));
        office.Run(12);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (hunting.State, katarzyna.Call.State));
        var after = office.Caller(First).Dials(Malopolskie);
        office.Run(1);
        Assert.Equal(404, after.FinalStatus);
    }

    // N6, N9: numbers of the range are delivered as they were dialled, are members of lines, and call by short numbers.
    [Theory]
    [InlineData("+48225558000", "8000")]
    [InlineData("+48225558500", "8500")]
    [InlineData("+48225558999", "8999")]
    public void Every_number_of_the_range_is_reached_at_the_PBX_with_its_digits(string number, string extension)
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLine("602", line => line with { Members = [new(number), new("+48601000402")] }));
        var desk = office.Desk(extension).Answers();
        var call = office.Caller(First).Dials(number);
        office.Run(3);
        Assert.Equal((PhoneCallState.Answered, number), (call.State, Exchange.UserOf(desk.Call.Invite.RequestUri)));
        call.HangUp();
        office.Run(1);
        var outside = office.Caller(First).Dials("+48225559000");
        office.Run(1);
        Assert.Equal((404, 1), (outside.FinalStatus, office.Pbx.Calls.Count(pbx => !pbx.IsOutgoing)));
        var line = office.Caller(First).Dials(Malopolskie);
        office.Run(3);
        Assert.Equal((PhoneCallState.Answered, 2), (line.State, desk.Calls.Count));
    }

    private static List<(string Customer, string Member, PhoneCall Call)> Rung(TestOffice office) =>
    [
        .. office.MobileNetwork.Calls.Where(call => !call.IsOutgoing).Select(call => (Exchange.UserOf(WireMessage.Uri(call.Invite["P-Asserted-Identity"])), Exchange.UserOf(call.Invite.RequestUri), call)),
    ];
}
