using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Plans;
using static PbxBridge.Routing.Tests.Hunting.HuntDriver;

namespace PbxBridge.Routing.Tests.Hunting;

/// <summary>Every row of the company line's table (domain §4.3, HUNT-1…8, D3, D8, D17, D18).</summary>
public sealed class CompanyLineTests
{
    private const string ByLine = "by +48600000001 ServiceNumber";

    [Fact]
    public void Members_ring_one_after_another()
    {
        var hunt = new HuntDriver(RingLine(Person(1), Person(2), Person(3)));
        Assert.Equal($"start Setup 180; start LineTotal 120; invite 1 201 {ByLine}; start Provisional 10", hunt.On(Started));
        Assert.Equal("stop Provisional; start Ring 15; ringing", hunt.On(Rings(1)));
        Assert.Equal($"cancel 1 NoAnswer; invite 2 202 {ByLine}; start Provisional 10", hunt.On(TimeOver(HuntTimer.Ring)));
        Assert.Equal("stop Provisional; start Ring 15", hunt.On(Rings(2)));
        Assert.Equal($"stop Ring; invite 3 203 {ByLine}; start Provisional 10", hunt.On(Fails(2, CallCause.Declined)));
        Assert.Equal("connect 3; stop Provisional; stop LineTotal; stop Setup", hunt.On(Answers(3)));
        Assert.Equal("hangup 1 AnsweredElsewhere", hunt.On(Answers(1)));
    }

    [Theory]
    [InlineData(CallCause.Busy)]
    [InlineData(CallCause.Unreachable)]
    [InlineData(CallCause.Declined)]
    [InlineData(CallCause.Unallocated)]
    [InlineData(CallCause.NoAnswer)]
    [InlineData(CallCause.Congestion)]
    [InlineData(CallCause.DestinationOutOfOrder)]
    [InlineData(CallCause.Media)]
    [InlineData(CallCause.Rejected)]
    [InlineData(CallCause.Loop)]
    [InlineData(CallCause.Internal)]
    public void Whatever_befalls_the_first_member_the_second_rings(CallCause cause)
    {
        var hunt = new HuntDriver(RingLine(Person(1), Person(2), Person(3)));
        hunt.On(Started);
        Assert.Equal($"stop Provisional; invite 2 202 {ByLine}; start Provisional 10", hunt.On(Fails(1, cause, atOnce: true)));
    }

    [Fact]
    public void A_member_who_gives_no_sign_is_left()
    {
        var hunt = new HuntDriver(RingLine(Person(1), Person(2)));
        hunt.On(Started);
        Assert.Equal($"cancel 1 NoAnswer; invite 2 202 {ByLine}; start Provisional 10", hunt.On(TimeOver(HuntTimer.Provisional)));
    }

    [Fact]
    public void A_members_own_forwarding_is_cancelled_and_the_hunt_goes_on()
    {
        var hunt = new HuntDriver(RingLine(Person(1), Person(2)));
        hunt.On(Started);
        Assert.Equal($"cancel 1 Diverted; stop Provisional; invite 2 202 {ByLine}; start Provisional 10", hunt.On(Rings(1, diverted: true)));
        Assert.Equal("hangup 1 Diverted", hunt.On(Answers(1, diverted: true)));
    }

    [Fact]
    public void A_members_voicemail_that_answers_is_hung_up_and_the_hunt_goes_on()
    {
        var hunt = new HuntDriver(RingLine(Person(1), Person(2)));
        hunt.On(Started);
        hunt.On(Rings(1));
        Assert.Equal($"hangup 1 Diverted; stop Ring; invite 2 202 {ByLine}; start Provisional 10", hunt.On(Answers(1, diverted: true)));
    }

    [Fact]
    public void After_the_last_member_a_new_round_begins_while_somebody_rang()
    {
        var hunt = new HuntDriver(RingLine(Person(1), Person(2)));
        hunt.On(Started);
        hunt.On(Rings(1));
        hunt.On(TimeOver(HuntTimer.Ring));
        Assert.Equal($"stop Provisional; invite 3 201 {ByLine}; start Provisional 10", hunt.On(Fails(2, CallCause.Busy, atOnce: true)));
    }

    [Fact]
    public void A_round_in_which_nobody_rang_ends_the_hunt()
    {
        var hunt = new HuntDriver(RingLine(Person(1), Person(2)));
        hunt.On(Started);
        hunt.On(Fails(1, CallCause.Busy, atOnce: true));
        Assert.Equal("stop Provisional; stop LineTotal; reject Busy; stop Setup", hunt.On(Fails(2, CallCause.Unreachable, atOnce: true)));
    }

    [Theory]
    [InlineData(CallCause.Unallocated)]
    [InlineData(CallCause.Rejected)]
    [InlineData(CallCause.Unreachable)]
    public void A_member_who_cannot_be_called_is_not_asked_again(CallCause cause)
    {
        var hunt = new HuntDriver(RingLine(Person(1), Person(2)));
        hunt.On(Started);
        hunt.On(Fails(1, cause, atOnce: true));
        hunt.On(Rings(2));
        Assert.Equal($"cancel 2 NoAnswer; invite 3 202 {ByLine}; start Provisional 10", hunt.On(TimeOver(HuntTimer.Ring)));
    }

    [Fact]
    public void A_member_without_signs_of_life_is_asked_again()
    {
        var hunt = new HuntDriver(RingLine(Person(1), Person(2)));
        hunt.On(Started);
        hunt.On(TimeOver(HuntTimer.Provisional));
        hunt.On(Rings(2));
        Assert.Equal($"cancel 2 NoAnswer; invite 3 201 {ByLine}; start Provisional 10", hunt.On(TimeOver(HuntTimer.Ring)));
    }

    [Fact]
    public void A_member_whose_mobile_is_off_but_whose_softphone_rang_is_asked_again()
    {
        var hunt = new HuntDriver(RingLine(Person(1, softphone: true)));
        hunt.On(Started);
        hunt.On(Fails(1, CallCause.Unallocated, atOnce: true));
        hunt.On(Rings(2));
        Assert.Equal(
            $"cancel 2 NoAnswer; invite 3 201 {ByLine}; invite 4 user1 {ByLine}; start Provisional 10", hunt.On(TimeOver(HuntTimer.Ring)));
    }

    [Fact]
    public void The_lines_total_time_ends_the_hunt_and_opens_its_voicemail()
    {
        var hunt = new HuntDriver(RingLine(Person(1)), new PlanStep.Voicemail(MailboxId.OfLine("przyklad", Line)));
        hunt.On(Started);
        hunt.On(Rings(1));
        Assert.Equal("cancel 1 SetupTimeout; stop Ring; forwarded +48600000001 by +48600000001 NoAnswer; voicemail +48600000001 NoAnswer; stop Setup", hunt.On(TimeOver(HuntTimer.LineTotal)));
        Assert.Equal("hangup 1 SetupTimeout", hunt.On(Answers(1)));
    }

    [Fact]
    public void Overflow_to_a_number_tells_the_caller_and_names_the_line()
    {
        var hunt = new HuntDriver(RingLine(Person(1)), Ring(Person(2, diverting: Line)));
        hunt.On(Started);
        Assert.Equal(
            "stop Provisional; stop LineTotal; forwarded +48601000202 by +48600000001 Busy; invite 2 202 by +48600000001 Busy early; start Provisional 30",
            hunt.On(Fails(1, CallCause.Busy, atOnce: true)));
        Assert.Equal("stop Provisional; reject Busy; stop Setup", hunt.On(Fails(2, CallCause.NoAnswer)));
    }

    [Fact]
    public void Overflow_to_another_line_hunts_there()
    {
        var other = RingLine(Person(2)) with { Line = new("+48600000002") };
        var hunt = new HuntDriver(RingLine(Person(1)), other);
        hunt.On(Started);
        Assert.Equal(
            "stop Provisional; stop LineTotal; forwarded +48600000002 by +48600000001 Busy; start LineTotal 120; invite 2 202 by +48600000002 ServiceNumber; start Provisional 10",
            hunt.On(Fails(1, CallCause.Busy, atOnce: true)));
        Assert.Equal("connect 2; stop Provisional; stop LineTotal; stop Setup", hunt.On(Answers(2)));
    }

    [Fact]
    public void The_second_line_hunts_its_full_rounds_after_the_first_ran_out_of_time()
    {
        var hunt = new HuntDriver(RingLine(Person(1)), RingLine(Person(2), Person(3)) with { Line = new("+48600000002") });
        hunt.On(Started);
        hunt.On(TimeOver(HuntTimer.LineTotal));
        hunt.On(Rings(2));
        Assert.Equal("cancel 2 NoAnswer; invite 3 203 by +48600000002 ServiceNumber; start Provisional 10", hunt.On(TimeOver(HuntTimer.Ring)));
    }

    [Fact]
    public void A_caller_who_gives_up_while_hunting_cancels_the_member_who_rings()
    {
        var hunt = new HuntDriver(RingLine(Person(1), Person(2)));
        hunt.On(Started);
        hunt.On(Rings(1));
        hunt.On(TimeOver(HuntTimer.Ring));
        hunt.On(Rings(2));
        Assert.Equal("cancel 2 CallerGone; stop Ring; stop LineTotal; stop Setup", hunt.On(CallerGone));
        Assert.Equal("hangup 1 NoAnswer", hunt.On(Answers(1)));
        Assert.Equal("hangup 2 CallerGone", hunt.On(Answers(2)));
    }

    [Theory]
    [InlineData(CallCause.NoAnswer, CallCause.Busy, CallCause.NoAnswer)]
    [InlineData(CallCause.Diverted, CallCause.Busy, CallCause.NoAnswer)]
    [InlineData(CallCause.Declined, CallCause.Busy, CallCause.Busy)]
    [InlineData(CallCause.Declined, CallCause.Unreachable, CallCause.Declined)]
    [InlineData(CallCause.Unreachable, CallCause.Unallocated, CallCause.Unreachable)]
    [InlineData(CallCause.Unallocated, CallCause.Rejected, CallCause.NobodyToRing)]
    [InlineData(CallCause.Media, CallCause.Loop, CallCause.NobodyToRing)]
    [InlineData(CallCause.Media, CallCause.Media, CallCause.Media)]
    [InlineData(CallCause.Loop, CallCause.Loop, CallCause.Loop)]
    public void The_final_cause_follows_the_table(CallCause first, CallCause second, CallCause final)
    {
        var hunt = new HuntDriver(RingLine(Person(1), Person(2)));
        hunt.On(Started);
        hunt.On(Fails(1, first, atOnce: true));
        Assert.Equal($"stop Provisional; stop LineTotal; reject {final}; stop Setup", hunt.On(Fails(2, second, atOnce: true)));
    }

    [Fact]
    public void An_empty_line_has_nobody_to_ring()
    {
        Assert.Equal("start Setup 180; start LineTotal 120; stop LineTotal; reject NobodyToRing; stop Setup", new HuntDriver(RingLine()).On(Started));
    }

    [Fact]
    public void A_line_whose_members_are_all_in_calls_is_busy()
    {
        var hunt = new HuntDriver(RingLine(Person(1), Person(2)), new PlanStep.Voicemail(MailboxId.OfLine("przyklad", Line))) { InCall = { Number(1), Number(2) } };
        Assert.Equal("start Setup 180; start LineTotal 120; stop LineTotal; forwarded +48600000001 by +48600000001 Busy; voicemail +48600000001 Busy; stop Setup", hunt.On(Started));
    }

    // §4.3, SELECT.
    [Fact]
    public void A_member_out_of_reach_again_and_again_is_left_out_and_the_next_one_rings()
    {
        var hunt = new HuntDriver(RingLine(Person(1), Person(2))) { OutOfReach = { Number(1) } };
        Assert.Equal("start Setup 180; start LineTotal 120; invite 1 202 by +48600000001 ServiceNumber; start Provisional 10", hunt.On(Started));
        Assert.Equal("cancel 1 NoAnswer; stop LineTotal; reject Unreachable; stop Setup", hunt.On(TimeOver(HuntTimer.Provisional)));
        Assert.Equal([Number(2)], hunt.Lost);
        Assert.Equal("+48601000201 pominięty: trzy razy w ciągu minuty niedostępny.", new HuntDriver(RingLine(Person(1), Person(2))) { OutOfReach = { Number(1) } }.Notes(Started));
        Assert.Equal("start Setup 180; start LineTotal 120; stop LineTotal; reject Unreachable; stop Setup", new HuntDriver(RingLine(Person(1))) { OutOfReach = { Number(1) } }.On(Started));
    }

    [Fact]
    public void A_member_with_a_time_of_his_own_rings_so_long()
    {
        var hunt = new HuntDriver(RingLine(Person(1) with { RingFor = TimeSpan.FromSeconds(30) }, Person(2)));
        hunt.On(Started);
        Assert.Equal("stop Provisional; start Ring 30; ringing", hunt.On(Rings(1)));
        hunt.On(TimeOver(HuntTimer.Ring));
        Assert.Equal("stop Provisional; start Ring 15", hunt.On(Rings(2)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    public void A_line_may_have_fewer_rounds_than_its_time_allows(int rounds, int rings)
    {
        var hunt = new HuntDriver(RingLine(Person(1)) with { Rounds = rounds });
        hunt.On(Started);
        for (var leg = 1; leg <= rings; leg++)
        {
            hunt.On(Rings(leg));
            var over = hunt.On(TimeOver(HuntTimer.Ring));
            Assert.Equal(leg == rings, over.EndsWith("reject NoAnswer; stop Setup", StringComparison.Ordinal));
        }
    }

    // FAKE-1 d.
    [Fact]
    public void Who_answers_is_asked_and_connected_when_he_presses_1()
    {
        var hunt = new HuntDriver(RingLine(Person(1, softphone: true)) with { AsksToTake = true });
        hunt.On(Started);
        hunt.On(Rings(1));
        Assert.Equal("cancel 2 AnsweredElsewhere; stop Ring; ask 1; start Reply 12", hunt.On(Answers(1)));
        Assert.Equal("", hunt.On(Replies(2, takes: true)));
        Assert.Equal("connect 1; stop LineTotal; stop Setup; stop Reply", hunt.On(Replies(1, takes: true)));
        Assert.Equal("", hunt.On(Replies(1, takes: false)));
    }

    [Theory]
    [InlineData("key", "hangup 1 Diverted; stop Reply; invite 2 202 by +48600000001 ServiceNumber; start Provisional 10")]
    [InlineData("time", "hangup 1 Diverted; invite 2 202 by +48600000001 ServiceNumber; start Provisional 10")]
    [InlineData("gone", "stop Reply; invite 2 202 by +48600000001 ServiceNumber; start Provisional 10")]
    [InlineData("line", "hangup 1 SetupTimeout; stop Reply; reject NoAnswer; stop Setup")]
    [InlineData("caller", "hangup 1 CallerGone; stop LineTotal; stop Setup; stop Reply")]
    public void Who_does_not_take_it_is_hung_up_and_the_hunt_goes_on(string what, string commands)
    {
        var hunt = new HuntDriver(RingLine(Person(1), Person(2)) with { AsksToTake = true });
        hunt.On(Started);
        hunt.On(Rings(1));
        hunt.On(Answers(1));
        Assert.Equal(commands, hunt.On(what switch
        {
            "key" => Replies(1, takes: false),
            "time" => TimeOver(HuntTimer.Reply),
            "gone" => Fails(1, CallCause.Diverted),
            "line" => TimeOver(HuntTimer.LineTotal),
            _ => CallerGone,
        }));
    }

    // PL-6.
    [Fact]
    public void A_member_who_is_not_to_be_disturbed_is_left_out_as_if_busy()
    {
        var quiet = Person(1) with { DoNotDisturb = true };
        Assert.Equal("start Setup 180; start LineTotal 120; invite 1 202 by +48600000001 ServiceNumber; start Provisional 10", new HuntDriver(RingLine(quiet, Person(2))).On(Started));
        Assert.Equal("+48601000201 pominięty: nie przeszkadzać (jak zajęty).", new HuntDriver(RingLine(quiet, Person(2))).Notes(Started));
        Assert.Equal("start Setup 180; start LineTotal 120; stop LineTotal; reject Busy; stop Setup", new HuntDriver(RingLine(quiet)).On(Started));
    }

    // §4.5: the forward of one who is called leads into a line.
    [Fact]
    public void The_caller_is_told_who_sends_him_to_the_line()
    {
        var hunt = new HuntDriver(Ring(Person(1), new Onward(OutcomeSet.Busy, 1)), RingLine(Person(2)) with { Diverting = Number(1) });
        hunt.On(Started);
        Assert.Equal(
            "stop Provisional; forwarded +48600000001 by +48601000201 Busy; start LineTotal 120; invite 2 202 by +48600000001 ServiceNumber; start Provisional 10",
            hunt.On(Fails(1, CallCause.Busy, atOnce: true)));
        Assert.StartsWith("start Setup 180; forwarded +48600000001 by +48601000201 Unconditional; start LineTotal 120;",
            new HuntDriver(RingLine(Person(2)) with { Diverting = Number(1) }).On(Started), StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_is_asked_for_when_it_is_his_turn_and_not_before()
    {
        var hunt = new HuntDriver(RingLine(Person(1), Person(2), Person(3))) { InCall = { Number(3) } };
        hunt.On(Started);
        hunt.On(Rings(1));
        hunt.InCall.Add(Number(2));
        hunt.InCall.Remove(Number(3));
        Assert.Equal("cancel 1 NoAnswer; invite 2 203 by +48600000001 ServiceNumber; start Provisional 10", hunt.On(TimeOver(HuntTimer.Ring)));
        hunt.On(Rings(2));
        hunt.InCall.Clear();
        Assert.Equal("cancel 2 NoAnswer; invite 3 201 by +48600000001 ServiceNumber; start Provisional 10", hunt.On(TimeOver(HuntTimer.Ring)));
        hunt.On(Rings(3));
        Assert.Equal("cancel 3 NoAnswer; invite 4 202 by +48600000001 ServiceNumber; start Provisional 10", hunt.On(TimeOver(HuntTimer.Ring)));
    }

    [Fact]
    public void A_member_in_a_call_is_noted_and_counts_as_busy()
    {
        var hunt = new HuntDriver(RingLine(Person(1), Person(2))) { InCall = { Number(1) } };
        Assert.Equal("+48601000201 pominięty: rozmawia.", hunt.Notes(Started));
        Assert.Equal("stop Provisional; stop LineTotal; reject Busy; stop Setup", hunt.On(Fails(1, CallCause.Declined, atOnce: true)));
    }

    [Fact]
    public void The_notes_say_what_happened()
    {
        var hunt = new HuntDriver(RingLine(Person(1), Person(2)));
        hunt.On(Started);
        Assert.Equal(
            "+48601000201: nie ma takiego numeru (telefon nie dzwonił). +48601000201 nie będzie już wywoływany w tym połączeniu.",
            hunt.Notes(Fails(1, CallCause.Unallocated, atOnce: true)));
        hunt.On(Rings(2));
        Assert.Equal("+48601000202: nie odbiera. Linia firmowa +48600000001: runda 2.", hunt.Notes(TimeOver(HuntTimer.Ring)));
    }
}
