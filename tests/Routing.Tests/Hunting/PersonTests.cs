using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using static PbxBridge.Routing.Tests.Hunting.HuntDriver;

namespace PbxBridge.Routing.Tests.Hunting;

/// <summary>One person, on one or several devices.</summary>
public sealed class PersonTests
{
    [Fact]
    public void An_answered_call_is_connected_and_every_timer_stops()
    {
        var hunt = new HuntDriver(Ring(Person(1)));
        Assert.Equal("start Setup 180; invite 1 201 early; start Provisional 30", hunt.On(Started));
        Assert.Equal("stop Provisional; start Ring 20; ringing", hunt.On(Rings(1)));
        Assert.Equal("", hunt.On(Rings(1)));
        Assert.Equal("connect 1; stop Ring; stop Setup", hunt.On(Answers(1)));
        Assert.Equal(HuntState.Connected, hunt.State);
    }

    [Fact]
    public void An_answer_without_ringing_is_connected()
    {
        var hunt = new HuntDriver(Ring(Person(1)));
        hunt.On(Started);
        Assert.Equal("connect 1; stop Provisional; stop Setup", hunt.On(Answers(1)));
    }

    [Fact]
    public void A_softphone_gets_the_short_provisional_timer()
    {
        var target = new RingTarget(Number(1), null, [new Destination.ByRegistration("przyklad", "anna")], Customer);
        Assert.Equal("start Setup 180; invite 1 anna early; start Provisional 4", new HuntDriver(Ring(target)).On(Started));
    }

    [Fact]
    public void A_mobile_has_ten_seconds_to_show_signs_of_life_when_something_can_follow() => Assert.Equal(
        "start Setup 180; invite 1 201; start Provisional 10",
        new HuntDriver(Ring(Person(1), new Onward(OutcomeSet.Any, 1)), new PlanStep.Reject(null)).On(Started));

    [Fact]
    public void An_emergency_call_is_given_up_on_one_trunk_only_for_another()
    {
        var hunt = new Hunt(new CallPlan(null, Number(1), NumberClass.Emergency, [Ring(Person(1), new Onward(OutcomeSet.Unreachable, 1)), Ring(Person(2))], []));
        Assert.Equal(TimeSpan.FromSeconds(10), hunt.On(Started).OfType<HuntCommand.StartTimer>().Last().For);
        var second = hunt.On(TimeOver(HuntTimer.Provisional));
        Assert.Equal(TimeSpan.FromSeconds(180), second.OfType<HuntCommand.StartTimer>().Last().For);
        Assert.Empty(second.OfType<HuntCommand.TellForwarded>());
    }

    [Fact]
    public void All_devices_ring_together_and_the_first_answer_wins()
    {
        var hunt = new HuntDriver(Ring(Person(1, softphone: true)));
        Assert.Equal("start Setup 180; invite 1 201 early; invite 2 user1 early; start Provisional 30", hunt.On(Started));
        Assert.Equal("stop Provisional; start Ring 20; ringing", hunt.On(Rings(2)));
        Assert.Equal("", hunt.On(Rings(1)));
        Assert.Equal("connect 2; cancel 1 AnsweredElsewhere; stop Ring; stop Setup", hunt.On(Answers(2)));
        Assert.Equal("hangup 1 AnsweredElsewhere", hunt.On(Answers(1)));
        Assert.Equal("", hunt.On(Answers(1)));
    }

    [Fact]
    public void The_end_of_a_cancelled_leg_is_ignored()
    {
        var hunt = new HuntDriver(Ring(Person(1, softphone: true)));
        hunt.On(Started);
        hunt.On(Answers(2));
        Assert.Equal("", hunt.On(Fails(1, CallCause.CallerGone)));
    }

    [Fact]
    public void A_decline_on_one_device_is_the_persons_no()
    {
        var hunt = new HuntDriver(Ring(Person(1, softphone: true)));
        hunt.On(Started);
        hunt.On(Rings(1));
        Assert.Equal("cancel 1 DeclinedElsewhere; stop Ring; reject Declined; stop Setup", hunt.On(Fails(2, CallCause.Declined)));
        Assert.Equal("hangup 1 DeclinedElsewhere", hunt.On(Answers(1)));
    }

    [Fact]
    public void Busy_on_one_device_leaves_the_other_ringing()
    {
        var hunt = new HuntDriver(Ring(Person(1, softphone: true)));
        hunt.On(Started);
        Assert.Equal("", hunt.On(Fails(1, CallCause.Busy, atOnce: true)));
        Assert.Equal("stop Provisional; start Ring 20; ringing", hunt.On(Rings(2)));
        Assert.Equal("connect 2; stop Ring; stop Setup", hunt.On(Answers(2)));
    }

    [Theory]
    [InlineData(CallCause.NoAnswer, CallCause.Busy, CallCause.NoAnswer)]
    [InlineData(CallCause.Busy, CallCause.NoAnswer, CallCause.NoAnswer)]
    [InlineData(CallCause.Busy, CallCause.Unreachable, CallCause.Busy)]
    [InlineData(CallCause.Unreachable, CallCause.Busy, CallCause.Busy)]
    [InlineData(CallCause.Busy, CallCause.Declined, CallCause.Declined)]
    [InlineData(CallCause.Unreachable, CallCause.Unallocated, CallCause.Unreachable)]
    [InlineData(CallCause.Unallocated, CallCause.Unreachable, CallCause.Unreachable)]
    [InlineData(CallCause.Unallocated, CallCause.Media, CallCause.Unallocated)]
    public void The_device_that_got_furthest_speaks_for_the_person(CallCause first, CallCause second, CallCause outcome)
    {
        var hunt = new HuntDriver(Ring(Person(1, softphone: true)));
        hunt.On(Started);
        Assert.Equal("", hunt.On(Fails(1, first, atOnce: true)));
        Assert.Equal($"stop Provisional; reject {outcome}; stop Setup", hunt.On(Fails(2, second, atOnce: true)));
    }

    [Fact]
    public void Ring_time_over_is_no_answer_and_a_late_answer_is_hung_up()
    {
        var hunt = new HuntDriver(Ring(Person(1)));
        hunt.On(Started);
        hunt.On(Rings(1));
        Assert.Equal("cancel 1 NoAnswer; reject NoAnswer; stop Setup", hunt.On(TimeOver(HuntTimer.Ring)));
        Assert.Equal("hangup 1 NoAnswer", hunt.On(Answers(1)));
    }

    [Fact]
    public void No_sign_of_ringing_is_unreachable()
    {
        var hunt = new HuntDriver(Ring(Person(1)));
        hunt.On(Started);
        Assert.Equal("cancel 1 NoAnswer; reject Unreachable; stop Setup", hunt.On(TimeOver(HuntTimer.Provisional)));
    }

    [Theory]
    [InlineData(CallCause.Unallocated)]
    [InlineData(CallCause.Rejected)]
    [InlineData(CallCause.Media)]
    [InlineData(CallCause.Loop)]
    [InlineData(CallCause.Congestion)]
    public void A_plain_call_ends_with_its_own_cause(CallCause cause)
    {
        var hunt = new HuntDriver(Ring(Person(1)));
        hunt.On(Started);
        Assert.Equal($"stop Provisional; reject {cause}; stop Setup", hunt.On(Fails(1, cause, atOnce: true)));
    }

    [Fact]
    public void Where_nothing_follows_the_callees_own_forwarding_is_his_business()
    {
        var hunt = new HuntDriver(Ring(Person(1)));
        hunt.On(Started);
        Assert.Equal("stop Provisional; start Ring 20; ringing", hunt.On(Rings(1, diverted: true)));
        Assert.Equal("connect 1; stop Ring; stop Setup", hunt.On(Answers(1, diverted: true)));
    }

    [Fact]
    public void A_caller_who_gives_up_cancels_every_leg_once()
    {
        var hunt = new HuntDriver(Ring(Person(1, softphone: true)));
        hunt.On(Started);
        hunt.On(Rings(1));
        Assert.Equal("cancel 1 CallerGone; cancel 2 CallerGone; stop Ring; stop Setup", hunt.On(CallerGone));
        Assert.Equal("", hunt.On(CallerGone));
        Assert.Equal("hangup 2 CallerGone", hunt.On(Answers(2)));
        Assert.Equal("", hunt.On(Fails(1, CallCause.CallerGone)));
    }

    [Fact]
    public void The_absolute_limit_cancels_and_refuses()
    {
        var hunt = new HuntDriver(Ring(Person(1)));
        hunt.On(Started);
        hunt.On(Rings(1));
        Assert.Equal("cancel 1 SetupTimeout; reject SetupTimeout; stop Ring", hunt.On(TimeOver(HuntTimer.Setup)));
    }

    [Fact]
    public void Stale_timers_unknown_legs_and_a_second_start_change_nothing()
    {
        var hunt = new HuntDriver(Ring(Person(1)));
        Assert.Equal("", hunt.On(Rings(1)));
        hunt.On(Started);
        Assert.Equal("", hunt.On(Started));
        Assert.Equal("", hunt.On(TimeOver(HuntTimer.Ring)));
        Assert.Equal("", hunt.On(TimeOver(HuntTimer.LineTotal)));
        Assert.Equal("", hunt.On(Answers(7)));
        Assert.Equal("", hunt.On(Fails(0, CallCause.Busy)));
        Assert.Equal("", hunt.On(Ended));
    }

    [Fact]
    public void A_person_without_any_device_is_unreachable()
    {
        var hunt = new HuntDriver(Ring(Person(1) with { Destinations = [] }));
        Assert.Equal("start Setup 180; reject Unreachable; stop Setup", hunt.On(Started));
    }

    [Fact]
    public void An_announcement_is_followed_by_its_refusal()
    {
        var hunt = new HuntDriver(new PlanStep.Announce(new("A04"), CallCause.Unallocated));
        Assert.Equal("start Setup 180; announce A04", hunt.On(Started));
        Assert.Equal("reject Unallocated; stop Setup", hunt.On(Ended));
    }

    [Fact]
    public void An_announcement_that_never_ends_is_cut_by_the_absolute_limit()
    {
        var hunt = new HuntDriver(new PlanStep.Announce(new("A04"), CallCause.Unallocated));
        hunt.On(Started);
        Assert.Equal("reject Unallocated", hunt.On(TimeOver(HuntTimer.Setup)));
    }

    [Fact]
    public void The_mailbox_menu_answers_at_once()
    {
        var hunt = new HuntDriver(new PlanStep.VoicemailMenu(MailboxId.OfEmployee("przyklad", "p1")));
        Assert.Equal("start Setup 180; menu p1; stop Setup", hunt.On(Started));
        Assert.Equal("", hunt.On(Ended));
        Assert.Equal(HuntState.Over, hunt.State);
    }

    [Fact]
    public void A_way_back_in_a_plan_is_not_taken()
    {
        var hunt = new HuntDriver(Ring(Person(1), new Onward(OutcomeSet.Any, 0)));
        hunt.On(Started);
        Assert.Equal("stop Provisional; reject Busy; stop Setup", hunt.On(Fails(1, CallCause.Busy, atOnce: true)));
    }

    [Fact]
    public void A_phone_that_sends_the_call_on_ends_the_ringing_of_the_others_and_what_follows_him_follows_the_new_one()
    {
        var hunt = new HuntDriver(
            new PlanStep.Ring(Person(1, softphone: true), TimeSpan.FromSeconds(20), [new(OutcomeSet.Any, 1)], false), new PlanStep.Voicemail(MailboxId.OfEmployee("przyklad", "p1")));
        hunt.On(Started);
        hunt.On(Rings(1));
        Assert.Equal(
            "cancel 1 DeclinedElsewhere; stop Ring; forwarded +48601000205 by +48601000201 Declined; invite 3 205 by +48601000201 Declined; start Provisional 10",
            hunt.On(Redirects(2, Person(5, diverting: Number(1)))));
        Assert.Equal("stop Provisional; start Ring 20", hunt.On(Rings(3)));
        Assert.Equal("", hunt.On(Redirects(1, Person(6))));
        Assert.Equal("stop Ring; voicemail p1 Busy; stop Setup", hunt.On(Fails(3, CallCause.Busy)));
    }

    [Fact]
    public void Nobody_to_whom_a_call_was_sent_on_sends_it_further()
    {
        var hunt = new HuntDriver(new PlanStep.Ring(Person(1), TimeSpan.FromSeconds(180), [], true));
        hunt.On(Started);
        Assert.Equal(
            "stop Provisional; forwarded +48601000205 by +48601000201 Unconditional; invite 2 205 by +48601000201 Unconditional early; start Provisional 30",
            hunt.On(Redirects(1, Person(5, diverting: Number(1)))));
        Assert.Equal("stop Provisional; reject NoAnswer; stop Setup", hunt.On(Redirects(2, Person(6, diverting: Number(5)))));
    }

    [Fact]
    public void A_member_of_a_line_does_not_send_the_call_on()
    {
        var hunt = new HuntDriver(new PlanStep.RingLine(
            new("+48600000001"), [Person(1), Person(2)], false, 1, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(120)));
        hunt.On(Started);
        Assert.Equal("stop Provisional; invite 2 202 by +48600000001 ServiceNumber; start Provisional 10", hunt.On(Redirects(1, Person(5))));
    }
}
