using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Plans;
using static PbxBridge.Routing.Tests.Hunting.HuntDriver;

namespace PbxBridge.Routing.Tests.Hunting;

/// <summary>Every row of the personal line's table (domain §4.4, D2).</summary>
public sealed class PersonalLineTests
{
    private static readonly PlanStep Mailbox = new PlanStep.Voicemail(MailboxId.OfEmployee("przyklad", "p1"));

    private static HuntDriver Anna(OutcomeSet on = OutcomeSet.Any, bool voicemail = true) => new(
        new PlanStep.Ring(Person(1), TimeSpan.FromSeconds(20), [new(on, 1), new(OutcomeSet.Any, 2)], false),
        new PlanStep.Ring(Person(2, diverting: Number(1)), TimeSpan.FromSeconds(20), [new(OutcomeSet.Any, 2)], !voicemail),
        voicemail ? Mailbox : new PlanStep.Reject(null));

    [Fact]
    public void First_then_second_then_voicemail_of_the_first()
    {
        var hunt = Anna();
        Assert.Equal("start Setup 180; invite 1 201; start Provisional 10", hunt.On(Started));
        Assert.Equal("stop Provisional; start Ring 20; ringing", hunt.On(Rings(1)));
        Assert.Equal("cancel 1 NoAnswer; forwarded +48601000202 by +48601000201 NoAnswer; invite 2 202 by +48601000201 NoAnswer; start Provisional 10", hunt.On(TimeOver(HuntTimer.Ring)));
        Assert.Equal("stop Provisional; start Ring 20", hunt.On(Rings(2)));
        Assert.Equal("cancel 2 NoAnswer; voicemail p1 NoAnswer; stop Setup", hunt.On(TimeOver(HuntTimer.Ring)));
        Assert.Equal("", hunt.On(Ended));
        Assert.Equal(HuntState.Over, hunt.State);
    }

    [Theory]
    [InlineData(CallCause.Busy, "Busy")]
    [InlineData(CallCause.Declined, "Declined")]
    [InlineData(CallCause.Unreachable, "Unreachable")]
    [InlineData(CallCause.Unallocated, "Unreachable")]
    public void Each_outcome_leads_to_the_second_number_with_its_reason(CallCause cause, string reason)
    {
        var hunt = Anna();
        hunt.On(Started);
        Assert.Equal(
            $"stop Provisional; forwarded +48601000202 by +48601000201 {reason}; invite 2 202 by +48601000201 {reason}; start Provisional 10", hunt.On(Fails(1, cause, atOnce: true)));
    }

    [Fact]
    public void A_condition_that_is_switched_off_goes_straight_to_voicemail()
    {
        var hunt = Anna(OutcomeSet.NoAnswer);
        hunt.On(Started);
        Assert.Equal("stop Provisional; voicemail p1 Busy; stop Setup", hunt.On(Fails(1, CallCause.Busy, atOnce: true)));
    }

    [Fact]
    public void The_mobile_networks_own_voicemail_counts_as_no_answer()
    {
        var hunt = Anna(OutcomeSet.NoAnswer);
        hunt.On(Started);
        hunt.On(Rings(1));
        Assert.Equal(
            "hangup 1 Diverted; stop Ring; forwarded +48601000202 by +48601000201 NoAnswer; invite 2 202 by +48601000201 NoAnswer; start Provisional 10",
            hunt.On(Answers(1, diverted: true)));
    }

    // §4.5: nothing rings, and the conditions of busy are met.
    [Fact]
    public void Do_not_disturb_counts_as_busy_on_either_number()
    {
        var hunt = new HuntDriver(
            new PlanStep.Ring(Person(1) with { DoNotDisturb = true }, TimeSpan.FromSeconds(20), [new(OutcomeSet.Busy, 1)], false),
            new PlanStep.Ring(Person(2, diverting: Number(1)) with { DoNotDisturb = true }, TimeSpan.FromSeconds(20), [new(OutcomeSet.Busy, 2)], false),
            Mailbox);
        Assert.Equal("start Setup 180; voicemail p1 Busy; stop Setup", hunt.On(Started));
        hunt = new HuntDriver(
            new PlanStep.Ring(Person(1) with { DoNotDisturb = true }, TimeSpan.FromSeconds(20), [new(OutcomeSet.Busy, 1)], false), Ring(Person(2, diverting: Number(1))));
        Assert.Equal("start Setup 180; forwarded +48601000202 by +48601000201 Busy; invite 1 202 by +48601000201 Busy early; start Provisional 30", hunt.On(Started));
        Assert.Equal("+48601000201 pominięty: nie przeszkadzać (jak zajęty).", new HuntDriver(Ring(Person(1) with { DoNotDisturb = true })).Notes(Started));
        Assert.Equal("start Setup 180; reject Busy; stop Setup", new HuntDriver(Ring(Person(1) with { DoNotDisturb = true })).On(Started));
    }

    [Fact]
    public void The_first_number_answers()
    {
        var hunt = Anna();
        hunt.On(Started);
        Assert.Equal("connect 1; stop Provisional; stop Setup", hunt.On(Answers(1)));
    }

    [Fact]
    public void The_second_number_answers_and_the_first_comes_late()
    {
        var hunt = Anna();
        hunt.On(Started);
        hunt.On(Rings(1));
        hunt.On(TimeOver(HuntTimer.Ring));
        Assert.Equal("connect 2; stop Provisional; stop Setup", hunt.On(Answers(2)));
        Assert.Equal("hangup 1 AnsweredElsewhere", hunt.On(Answers(1)));
    }

    [Theory]
    [InlineData(CallCause.Busy)]
    [InlineData(CallCause.NoAnswer)]
    [InlineData(CallCause.Unreachable)]
    [InlineData(CallCause.Declined)]
    public void Without_voicemail_the_first_failure_is_the_answer(CallCause first)
    {
        var hunt = Anna(voicemail: false);
        hunt.On(Started);
        hunt.On(Fails(1, first));
        Assert.Equal($"stop Provisional; reject {first}; stop Setup", hunt.On(Fails(2, CallCause.Loop, atOnce: true)));
    }

    [Fact]
    public void Voicemail_greets_by_the_first_failure()
    {
        var hunt = Anna();
        hunt.On(Started);
        hunt.On(Fails(1, CallCause.Busy, atOnce: true));
        Assert.Equal("stop Provisional; voicemail p1 Busy; stop Setup", hunt.On(Fails(2, CallCause.NoAnswer)));
    }

    [Fact]
    public void A_caller_who_gives_up_during_the_second_number_leaves_nothing_behind()
    {
        var hunt = Anna();
        hunt.On(Started);
        hunt.On(Rings(1));
        hunt.On(TimeOver(HuntTimer.Ring));
        hunt.On(Rings(2));
        Assert.Equal("cancel 2 CallerGone; stop Ring; stop Setup", hunt.On(CallerGone));
        Assert.Equal("hangup 1 NoAnswer", hunt.On(Answers(1)));
    }

    [Fact]
    public void A_caller_who_hangs_up_in_the_mailbox_ends_it()
    {
        var hunt = Anna();
        hunt.On(Started);
        hunt.On(Fails(1, CallCause.Busy));
        hunt.On(Fails(2, CallCause.Busy));
        Assert.Equal("", hunt.On(CallerGone));
        Assert.Equal(HuntState.Over, hunt.State);
    }
}
