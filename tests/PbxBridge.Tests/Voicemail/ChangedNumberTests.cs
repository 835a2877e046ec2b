using PbxBridge.Notices;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Voicemail;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Voicemail;

/// <summary>A mailbox is its owner's, whatever number he has: messages, greeting, wrong PINs, lamp (docs/decisions/0039).</summary>
public sealed class ChangedNumberTests
{
    private const string Piotr = "+48601000202", Newer = "+48601000209", Customer = "+48226000000";

    private static readonly MailboxId Box = MailboxId.OfEmployee("przyklad", "piotr"), HisSuccessors = MailboxId.OfEmployee("przyklad", "nowy");

    [Fact]
    public void Who_gets_a_number_gets_an_empty_mailbox_with_no_greeting_and_no_wrong_PINs()
    {
        using var office = TestOffice.Demo();
        Leave(office, Piotr);
        office.Store.Voicemail.SetGreeting(Box, [1]);
        for (var wrong = 0; wrong < 10; wrong++)
            office.Store.Voicemail.RecordPinFailure(Box);
        Change(office, HandsOver);
        var menu = office.Mobile(Piotr).Dials("500");
        office.Run(1);
        office.Media.OpenPorts.Single().Press("1");
        office.Run(10);
        menu.HangUp();
        office.Run(1);
        Assert.Equal(new MessageCounts(1, 0), office.Store.Voicemail.Counts(Box));
        Assert.Null(office.Store.Voicemail.Greeting(HisSuccessors));
        Assert.False(office.Store.Voicemail.IsLocked(HisSuccessors));
        Leave(office, Piotr);
        Assert.Single(office.Store.Voicemail.List(HisSuccessors));
        Assert.Single(office.Store.Voicemail.List(Box));
        // He is gone, and what he has is kept; it is his again, under another number.
        Change(office, company => company with { Employees = [.. company.Employees, company.EmployeeNamed("nowy")! with { Id = "piotr", Mobile = new(Newer), Extension = "209" }] });
        Assert.Equal(new MessageCounts(0, 1), Listen(office, Newer, Box));
        Assert.Equal(new MessageCounts(1, 0), office.Store.Voicemail.Counts(HisSuccessors));
        Assert.Equal([1], office.Store.Voicemail.Greeting(Box));
        Assert.True(office.Store.Voicemail.IsLocked(Box));
    }

    [Fact]
    public void Who_gets_another_number_keeps_his_mailbox()
    {
        using var office = TestOffice.Demo();
        Leave(office, Piotr);
        Change(office, Moves);
        Leave(office, Newer);
        Assert.Equal(2, office.Store.Voicemail.List(Box).Count);
        Assert.Equal(new MessageCounts(1, 1), Listen(office, Newer, Box));
    }

    [Fact]
    public void A_message_that_is_spoken_during_the_change_is_for_whom_it_was_meant()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).IsBusy();
        var call = office.Caller(Customer).Dials(Piotr);
        office.RunUntil(() => office.Media.OpenPorts.Any(port => port.IsRecording));
        office.Run(5);
        Change(office, HandsOver);
        call.HangUp();
        office.Run(1);
        Assert.Single(office.Store.Voicemail.List(Box));
        Assert.Empty(office.Store.Voicemail.List(HisSuccessors));
    }

    [Fact]
    public void Somebody_elses_phone_opens_the_mailbox_of_whoever_has_the_number_now()
    {
        using var office = TestOffice.Demo();
        Change(office, HandsOver);
        var call = office.Desk("8001").Dials("500");
        office.Run(1);
        office.Media.OpenPorts.Single().Press("202#");
        office.Run(3);
        office.Media.OpenPorts.Single().Press("9999#");
        office.Run(6);
        call.HangUp();
        office.Run(1);
        Assert.Equal((1, 2), (office.Store.Voicemail.RecordPinFailure(Box).Failures, office.Store.Voicemail.RecordPinFailure(HisSuccessors).Failures));
    }

    [Fact]
    public void A_message_is_told_of_on_the_number_that_its_owner_has_now()
    {
        var company = Moves(DemoCompany.Snapshot) with { Softphones = [] };
        Assert.Equal(Newer, Sms.Read(VoicemailMessage.Of(company, Box, 7, 1)!.Payload)!.To);
        Assert.Null(VoicemailMessage.Of(company with { Employees = [] }, Box, 7, 1));
        Assert.Null(VoicemailMessage.Of(company, MailboxId.OfLine("przyklad", new("+48600000001")), 7, 1));
    }

    [Fact]
    public void A_lamp_goes_with_its_phones_owner_and_says_his_new_number()
    {
        using var office = TestOffice.Demo();
        Fill(office);
        var lamp = Lamp(office).Subscribe();
        Change(office, Moves);
        Fill(office);
        office.Run(2);
        Assert.Contains("Message-Account: sip:+48601000209@192.0.2.1;user=phone\r\nVoice-Message: 2/0", lamp.Notify.Body, StringComparison.Ordinal);
        Assert.Equal(1, office.Bridge.Lamps.Subscriptions);
        lamp.Subscribe(0);
    }

    [Fact]
    public void A_lamp_of_a_phone_that_has_another_owner_has_to_ask_again_and_is_his()
    {
        using var office = TestOffice.Demo();
        Fill(office);
        var lamp = Lamp(office).Subscribe();
        Assert.Contains("Voice-Message: 1/0", lamp.Notify.Body, StringComparison.Ordinal);
        Change(office, HandsOver);
        Assert.Equal("terminated;reason=deactivated", lamp.Notify["Subscription-State"]);
        Assert.Equal(0, office.Bridge.Lamps.Subscriptions);
        var again = new Lamp(office, office.Peer("again", "10.20.31.1", 5060), "piotr", office.Softphone("piotr").Credentials).Subscribe(0);
        Assert.Contains("Voice-Message: 0/0", again.Notify.Body, StringComparison.Ordinal);
    }

    private static CompanySnapshot Moves(CompanySnapshot company) => company with
    {
        Employees = [.. company.Employees.Select(one => one.Id == "piotr" ? one with { Mobile = new(Newer) } : one)],
        Softphones = [.. company.Softphones.Select(phone => phone.User == "piotr" ? phone with { Employee = new(Newer) } : phone)],
    };

    private static CompanySnapshot HandsOver(CompanySnapshot company) => company with
    {
        Employees = [.. company.Employees.Select(one => one.Id == "piotr" ? one with { Id = "nowy", Name = "Jan Nowy" } : one)],
    };

    private static void Leave(TestOffice office, string number)
    {
        office.Mobile(number).IsBusy();
        office.Softphone("piotr").IsBusy();
        var call = office.Caller(Customer).Dials(number);
        office.RunUntil(() => office.Media.OpenPorts.Any(port => port.IsRecording));
        office.Run(5);
        call.HangUp();
        office.Run(1);
    }

    /// <summary>The first new message, from his own phone.</summary>
    private static MessageCounts Listen(TestOffice office, string number, MailboxId mailbox)
    {
        var menu = office.Mobile(number).Dials("500");
        office.Run(1);
        office.Media.OpenPorts.Single().Press("1");
        office.RunUntil(() => office.Store.Voicemail.Counts(mailbox).Old > 0);
        menu.HangUp();
        office.Run(1);
        return office.Store.Voicemail.Counts(mailbox);
    }

    private static void Fill(TestOffice office)
    {
        office.Store.Voicemail.Add(Box, new NewMessage(Customer, "c", office.Time.GetUtcNow(), TimeSpan.FromSeconds(5), [1]));
        office.OnLoop(() => office.Bridge.Lamps.Changed(Box));
    }

    private static Lamp Lamp(TestOffice office)
    {
        var piotr = office.Softphone("piotr");
        return new Lamp(office, piotr.Phone, "piotr", piotr.Credentials);
    }

    private static void Change(TestOffice office, Func<CompanySnapshot, CompanySnapshot> change)
    {
        var company = change(office.Bridge.Charges.Directory.Company("przyklad")!);
        office.OnLoop(() => office.Bridge.Use(office.DirectoryWith(company)));
        office.Run(1);
    }
}
