using PbxBridge.Charging.Limits;
using PbxBridge.Notices;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Terms;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Notices;

/// <summary>P13: one message when the access is switched on.</summary>
public sealed class ActivationMessageTests
{
    private static readonly DateOnly Today = new(2026, 1, 5);

    private static readonly CompanySnapshot Ordered = DemoCompany.Snapshot with
    {
        Activation = new Activation
        {
            Channel = OrderChannel.Phone,
            PackageBought = Today,
            ApplicationReceived = Today,
            Administrator = "Maria Wiśniewska",
            Basis = Appointment.ByOwner,
            Notice = new NoticeAddress(NoticeWay.Sms, "+48601000200"),
        },
    };

    private static readonly CompanySnapshot Active = Ordered with { Activation = Ordered.Activation! with { Activated = Today } };

    [Fact]
    public void The_first_activation_is_told_by_the_way_that_was_chosen()
    {
        var message = Assert.Single(ActivationMessage.Of(Ordered, Active, Today));
        Assert.Equal("activation/przyklad", message.Key);
        Assert.Equal(
            new Sms("+48601000200", "+48225558000", "Siec firmowa: od 2026-01-05 dziala dostep do Menedzera Sieci Firmowej (Przyklad Sp. z o.o.)."), Sms.Read(message.Payload));
        var mail = Mail.Read(Assert.Single(ActivationMessage.Of(
            Ordered, Active with { Language = Language.English, Activation = Active.Activation! with { Notice = new NoticeAddress(NoticeWay.Email, "szef@przyklad.example") } }, Today)).Payload);
        Assert.Equal(("szef@przyklad.example", "Company network: the access to the Manager is active"), (mail!.To, mail.Subject));
        Assert.Contains("First administrator: Maria Wiśniewska.", mail.Body);
    }

    [Fact]
    public void A_long_name_is_cut()
    {
        var sms = Sms.Read(Assert.Single(ActivationMessage.Of(Ordered, Active with { Name = new string('Ż', 200) }, Today)).Payload)!;
        Assert.True(sms.Text.Length <= GsmText.Longest && GsmText.IsPlain(sms.Text) && sms.Text.EndsWith("ZZZ.).", StringComparison.Ordinal), sms.Text);
    }

    [Fact]
    public void Nothing_else_is_told()
    {
        Assert.Empty(ActivationMessage.Of(Active, Active, Today));
        Assert.Empty(ActivationMessage.Of(null, Ordered, Today));
        Assert.Empty(ActivationMessage.Of(null, DemoCompany.Snapshot, Today));
        Assert.Empty(ActivationMessage.Of(null, Active, Today.AddDays(1)));
        Assert.Single(ActivationMessage.Of(null, Active, Today));
    }
}
