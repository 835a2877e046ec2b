using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>No dead end (L8), one answer (L10), and one continuous ringing for the caller (L9), whatever befalls the first of three members.</summary>
public sealed class HuntFaultTests
{
    private const string Line = "+48600000003", Jan = "+48601000401", Katarzyna = "+48601000402", Marek = "+48601000301", Customer = "+48226000000";

    public static TheoryData<string, double> Faults => new()
    {
        { "486", 0.5 }, { "480", 0.5 }, { "603", 0.5 }, { "600", 0.5 }, { "604", 0.5 }, { "404", 0.5 }, { "403", 0.5 }, { "408", 0.5 }, { "410", 0.5 }, { "433", 0.5 }, { "488", 0.5 },
        { "500", 0.5 }, { "502", 0.5 }, { "503", 0.5 }, { "504", 0.5 }, { "302", 0.5 }, { "no sign", 10.1 }, { "no answer", 15.5 }, { "hangs up after ringing", 3 }, { "no route", 4.1 },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Whatever_befalls_the_first_member_the_second_rings(string fault, double within)
    {
        // A member whose trunk is gone: its PBX answers no probe and no call.
        using var office = fault == "no route" ? WithMembers("+48225558100", Katarzyna, Marek) : WithMembers(Jan, Katarzyna, Marek);
        if (fault == "no route")
        {
            office.Pbx.Script = new() { IsDead = true };
            office.Run(150);
            Assert.False(office.Bridge.Trunks.Single(trunk => trunk.Id == "przyklad-pbx").IsUp);
        }
        var jan = office.Mobile(Jan);
        _ = fault switch
        {
            "no sign" => jan.IsDead(),
            "no answer" => jan.RingsOut(),
            "hangs up after ringing" => jan.Declines(after: 2, status: 480),
            "no route" => jan,
            "302" => jan.Does(new() { RingsAfter = null, AnswersAfter = null, DeclinesWith = 302, Headers = [("Contact", "<sip:401@198.51.100.70>")] }),
            _ => jan.Refuses(int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture)),
        };
        var katarzyna = office.Mobile(Katarzyna).RingsOut();
        var call = office.Caller(Customer).Dials(Line);
        office.Run(within);
        Assert.Equal((1, 0), (katarzyna.Calls.Count, office.Mobile(Marek).Calls.Count));
        Assert.Equal(0, call.FinalStatus);
        katarzyna.Call.Answer();
        office.Run(1);
        Assert.Equal(PhoneCallState.Answered, call.State);
    }

    // L9: what one member's network plays is not heard by a caller who will talk with another one, and cannot cut his ringing.
    [Fact]
    public void Ringing_and_early_media_of_the_members_are_one_ringing_for_the_caller()
    {
        using var office = WithMembers(Jan, Katarzyna, Marek);
        var (jan, katarzyna, marek) = (office.Mobile(Jan).Waits(), office.Mobile(Katarzyna).Waits(), office.Mobile(Marek).Waits());
        var call = office.Caller(Customer).Dials(Line);
        office.Run(1);
        jan.Call.Ring();
        office.Run(1);
        jan.Call.Ring(183, office.MobileNetwork.Sdp);
        office.Run(3);
        jan.Call.Decline();
        office.Run(1);
        katarzyna.Call.Ring(183, office.MobileNetwork.Sdp);
        office.Run(3);
        katarzyna.Call.Decline(486);
        office.Run(1);
        marek.Call.Ring();
        office.Run(2);
        marek.Call.Answer();
        office.Run(1);
        Assert.Equal([100, 180, 200], call.Responses.Select(response => response.Status));
        Assert.Equal([0, 0], call.Responses.Take(2).Select(response => response.Body.Length));
        Assert.Single(call.Responses.Where(response => response.Status > 100).Select(response => WireMessage.Parameter(response["To"], "tag")).Distinct());
        Assert.Equal(PhoneCallState.Answered, marek.Call.State);
    }

    // L10: the first member picks up in the very moment in which his time is over; every message takes 20 ms.
    [Fact]
    public void An_answer_that_crosses_the_change_of_members_makes_one_connection_and_leaves_nobody_in_dead_air()
    {
        var won = new List<string>();
        for (var milliseconds = 14_880; milliseconds <= 15_120; milliseconds += 8)
        {
            using var office = WithMembers(new OfficeOptions { Faults = new() { Delay = TimeSpan.FromMilliseconds(20) } }, Jan, Katarzyna, Marek);
            var jan = office.Mobile(Jan).Does(new() { AnswersAfter = TimeSpan.FromMilliseconds(milliseconds) });
            var katarzyna = office.Mobile(Katarzyna).Answers(3);
            var call = office.Caller(Customer).Dials(Line);
            office.Run(20);
            Assert.Equal((PhoneCallState.Answered, 200), (call.State, call.FinalStatus));
            Assert.Single(call.Responses.Where(response => response.Status == 200).Select(response => WireMessage.Parameter(response["To"], "tag")).Distinct());
            var talking = new[] { jan, katarzyna }.Where(member => member.Calls.Any(leg => leg.State == PhoneCallState.Answered)).Select(member => member.Name).ToArray();
            won.Add(Assert.Single(talking));
            call.HangUp();
            office.Run(1);
            Assert.Equal((talking[0], CallCause.Cleared), (office.Record.AnsweredBy, office.Record.Outcome));
        }
        Assert.Equal([Jan, Katarzyna], won.Distinct().Order());
    }

    // L10: the caller gives up in the very moment in which somebody picks up.
    [Fact]
    public void A_caller_who_gives_up_while_somebody_answers_is_connected_or_gone_and_so_is_the_member()
    {
        var outcomes = new List<(int, CallCause)>();
        for (var milliseconds = 2_900; milliseconds <= 3_100; milliseconds += 8)
        {
            using var office = WithMembers(new OfficeOptions { Faults = new() { Delay = TimeSpan.FromMilliseconds(20) } }, Jan, Katarzyna, Marek);
            var jan = office.Mobile(Jan).Does(new() { AnswersAfter = TimeSpan.FromSeconds(3) });
            var call = office.Caller(Customer).Dials(Line);
            office.Run(milliseconds / 1000.0);
            call.Cancel();
            office.Run(2);
            Assert.Equal(call.FinalStatus == 200, jan.Call.State == PhoneCallState.Answered);
            Assert.Empty(office.Mobile(Katarzyna).Calls);
            call.HangUp();
            office.Run(1);
            Assert.Equal(PhoneCallState.Ended, jan.Call.State);
            outcomes.Add((call.FinalStatus, office.Record.Outcome));
        }
        Assert.Equal([(200, CallCause.Cleared), (487, CallCause.CallerGone)], outcomes.Distinct().Order());
    }

    private static TestOffice WithMembers(params string[] members) => WithMembers(new OfficeOptions(), members);

    private static TestOffice WithMembers(OfficeOptions options, params string[] members) =>
        TestOffice.Demo(options.WithLine("602", line => line with { Members = [.. members.Select(member => new Routing.Numbering.PhoneNumber(member))] }));
}
