using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>What a company chooses for its line: times of its own for a member, rounds, the question before an answer; and whom the hunt leaves out.</summary>
public sealed class LineChoiceTests
{
    private const string Malopolskie = "+48600000003", Jan = "+48601000401", Katarzyna = "+48601000402";

    // §4.3, SELECT.
    [Fact]
    public void A_member_who_was_out_of_reach_three_times_within_a_minute_is_left_out_for_a_while()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Jan).Refuses(480, 20);
        office.Mobile(Katarzyna).Answers();
        for (var i = 0; i < 5; i++)
            Calls(office);
        Assert.Equal(3, office.Mobile(Jan).Calls.Count);
        var skipped = office.Stored(office.Records[^1]).Decisions.Single(d => d is { Rule: "§4.3", Step: "member" }).Sentence;
        Assert.Equal("Jan Nowak pominięty: trzy razy w ciągu minuty niedostępny.", skipped.Polish);
        Assert.Equal("Jan Nowak left out: out of reach three times within a minute.", skipped.English);
        office.Run(60);
        Calls(office);
        Assert.Equal(4, office.Mobile(Jan).Calls.Count);
    }

    [Fact]
    public void A_member_with_a_time_of_his_own_rings_so_long_and_a_line_may_have_one_round_only()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLine("602", l => l with { Rounds = 1, RingTimes = [new(new(Jan), TimeSpan.FromSeconds(30))] }).WithoutVoicemail());
        office.Mobile(Jan).RingsOut();
        office.Mobile(Katarzyna).RingsOut();
        office.Caller("+48226000000").Dials(Malopolskie);
        office.Run(60);
        Assert.Equal([30d, 15d], office.Record.Attempts.Select(a => a.Rang.TotalSeconds));
    }

    // FAKE-1 d.
    [Theory]
    [InlineData('1', true)]
    [InlineData('2', false)]
    [InlineData(null, false)]
    public void Who_answers_is_asked_to_press_1_before_he_is_connected(char? key, bool takes)
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLine("602", l => l with { ConfirmAnswer = true }));
        office.Mobile(Jan).Answers();
        office.Mobile(Katarzyna).RingsOut();
        var call = office.Caller("+48226000000").Dials(Malopolskie);
        office.Run(3);
        Assert.Equal((PhoneCallState.Answered, 0), (office.Mobile(Jan).Call.State, call.FinalStatus));
        var asked = office.Media.Ports.Single(port => port.Played.Count > 0);
        Assert.True(asked.IsPlaying);
        Assert.Null(asked.Partner);
        if (key is { } pressed)
            asked.Press(pressed.ToString());
        office.Run(12);
        Assert.Equal(takes ? 200 : 0, call.FinalStatus);
        Assert.Equal(takes ? 0 : 1, office.Mobile(Katarzyna).Calls.Count);
        if (takes)
        {
            Assert.NotNull(asked.Partner);
            Assert.False(asked.IsPlaying);
            call.HangUp();
            office.Run(1);
            Assert.Equal((Jan, CallCause.Cleared), (office.Record.AnsweredBy, office.Record.Outcome));
            return;
        }
        Assert.Equal("BYE", office.Mobile(Jan).Call.Requests[^1].Method);
        Assert.True(asked.IsDisposed);
        call.Cancel();
        office.Run(1);
        Assert.Equal([CallCause.Diverted, CallCause.CallerGone], office.Record.Attempts.Select(a => a.Outcome));
        Assert.Contains(office.Stored(office.Record).Decisions, d => d.Sentence.Polish == "Jan Nowak: po odebraniu nie naciśnięto 1, połączenie nie zostało przyjęte.");
    }

    [Fact]
    public void Who_hangs_up_when_he_is_asked_has_not_taken_it()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLine("602", l => l with { ConfirmAnswer = true }));
        office.Mobile(Jan).Answers();
        office.Mobile(Katarzyna).Answers();
        var call = office.Caller("+48226000000").Dials(Malopolskie);
        office.Run(3);
        office.Mobile(Jan).Call.HangUp();
        office.Run(2);
        Assert.Equal((PhoneCallState.Answered, 0), (office.Mobile(Katarzyna).Call.State, call.FinalStatus));
        office.Media.Ports.Single(port => port.IsPlaying).Press("1");
        office.Run(1);
        Assert.Equal(200, call.FinalStatus);
    }

    [Fact]
    public void A_caller_who_hangs_up_while_somebody_is_asked_leaves_nobody_behind()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLine("602", l => l with { ConfirmAnswer = true }));
        office.Mobile(Jan).Answers();
        var call = office.Caller("+48226000000").Dials(Malopolskie);
        office.Run(3);
        call.Cancel();
        office.Run(1);
        Assert.Equal(("BYE", CallCause.CallerGone), (office.Mobile(Jan).Call.Requests[^1].Method, office.Record.Outcome));
        Assert.Empty(office.Media.OpenPorts);
    }

    private static void Calls(TestOffice office)
    {
        var call = office.Caller("+48226000000").Dials(Malopolskie);
        office.Run(2);
        call.HangUp();
        office.Run(1);
    }
}
