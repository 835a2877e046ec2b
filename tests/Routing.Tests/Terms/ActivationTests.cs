using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Tests.Terms;

public sealed class ActivationTests
{
    private static readonly DateOnly Day = new(2026, 11, 23);
    private static readonly NoticeAddress Mail = new(NoticeWay.Email, "jan@przyklad.example");

    private static readonly Activation Complete = new()
    {
        Channel = OrderChannel.Meeting,
        PackageBought = Day.AddDays(-2),
        ApplicationReceived = Day.AddDays(-1),
        Administrator = "Jan Nowak",
        Basis = Appointment.Owner,
        Notice = Mail,
    };

    [Fact]
    public void With_everything_there_it_is_active_and_one_message_goes_out()
    {
        Assert.Equal(ActivationStage.Ready, Complete.Stage);
        var done = Assert.IsType<ActivationOutcome.Done>(Complete.Activate(Day));
        Assert.Equal((ActivationStage.Active, Day, Mail), (done.Activation.Stage, done.Activation.Activated, done.Tell));
    }

    [Fact]
    public void A_second_activation_sends_nothing_and_keeps_the_day()
    {
        var active = ((ActivationOutcome.Done)Complete.Activate(Day)).Activation;
        Assert.Equal(new ActivationOutcome.Done(active, null), active.Activate(Day.AddDays(30)));
    }

    [Fact]
    public void Without_the_package_or_the_application_it_cannot_be_active()
    {
        Assert.Equal("P12", Refusal(Complete with { PackageBought = null }));
        Assert.Equal("P12", Refusal(Complete with { ApplicationReceived = null }));
        Assert.Equal(ActivationStage.Ordered, (Complete with { ApplicationReceived = null }).Stage);
    }

    [Fact]
    public void The_first_administrator_needs_a_basis() => Assert.Equal("P14", Refusal(Complete with { Basis = null }));

    [Fact]
    public void It_must_be_known_where_the_message_goes() => Assert.Equal("P13", Refusal(Complete with { Notice = null }));

    private static string Refusal(Activation activation) => Assert.IsType<ActivationOutcome.Refused>(activation.Activate(Day)).Rule;
}
