using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Voicemail;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Voicemail;

/// <summary>RFC 3842: the message lamp of a phone.</summary>
public sealed class MessageWaitingTests
{
    private const string Piotr = "+48601000202";
    private static readonly MailboxId Box = MailboxId.OfEmployee("przyklad", "piotr");

    [Fact]
    public void A_phone_that_subscribes_is_told_at_once()
    {
        using var office = TestOffice.Demo();
        Fill(office, 2, heard: 1);
        var lamp = Piotrs(office).Subscribe();
        Assert.Equal([401, 200], lamp.Answers.Select(a => a.Status));
        Assert.Equal(("3600", true), (lamp.Answer["Expires"], lamp.Answer.Has("Contact")));
        var notify = Assert.Single(lamp.Notifies);
        Assert.Equal(("message-summary", "active;expires=3600", "application/simple-message-summary"), (notify["Event"], notify["Subscription-State"], notify["Content-Type"]));
        Assert.Equal("Messages-Waiting: yes\r\nMessage-Account: sip:+48601000202@192.0.2.1;user=phone\r\nVoice-Message: 1/1 (0/0)\r\n", notify.Body);
        lamp.Subscribe(0);
        Assert.Equal(("0", "terminated;reason=timeout"), (lamp.Answer["Expires"], lamp.Notify["Subscription-State"]));
        Assert.Equal(2, lamp.Notifies.Count);
    }

    [Fact]
    public void A_new_message_lights_the_lamp_and_the_last_one_heard_puts_it_out()
    {
        using var office = TestOffice.Demo();
        var lamp = Piotrs(office).Subscribe();
        office.Mobile(Piotr).IsBusy();
        office.Softphone("piotr").IsBusy();
        var call = office.Caller("+48226000000").Dials(Piotr);
        office.Run(1);
        office.Media.OpenPorts.Single().SpeaksFor = TimeSpan.FromSeconds(6);
        office.RunUntil(() => call.WasHungUpByPeer);
        var listen = office.Mobile(Piotr).Dials("500");
        office.Run(1);
        office.Media.OpenPorts.Single().Press("1");
        office.Run(12);
        listen.HangUp();
        office.Run(1);
        lamp.Subscribe(0);
        Assert.Equal(
            ["Messages-Waiting: no, 0/0", "Messages-Waiting: yes, 1/0", "Messages-Waiting: no, 0/1", "Messages-Waiting: no, 0/1"],
            lamp.Notifies.Select(n => $"{n.Body.Split("\r\n")[0]}, {n.Body.Split("Voice-Message: ")[1].Split(' ')[0]}"));
    }

    [Fact]
    public void Changes_are_told_at_most_once_a_second_and_the_last_one_counts()
    {
        using var office = TestOffice.Demo();
        var lamp = Piotrs(office).Subscribe();
        for (var i = 0; i < 3; i++)
        {
            Fill(office, 1, heard: 0);
            office.OnLoop(() => office.Bridge.Lamps.Changed(Box));
            office.Run(0.1);
        }
        office.Run(2);
        Assert.Equal(2, lamp.Notifies.Count);
        Assert.Contains("Voice-Message: 3/0", lamp.Notify.Body, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(1), lamp.At[1] - lamp.At[0]);
        lamp.Subscribe(0);
    }

    [Fact]
    public void What_did_not_change_is_not_told()
    {
        using var office = TestOffice.Demo();
        var lamp = Piotrs(office).Subscribe();
        office.OnLoop(() => office.Bridge.Lamps.Changed(Box));
        office.Run(5);
        Assert.Single(lamp.Notifies);
        lamp.Subscribe(0);
    }

    [Fact]
    public void A_subscription_ends_with_its_time_unless_it_is_prolonged()
    {
        using var office = TestOffice.Demo();
        var lamp = Piotrs(office).Subscribe(120);
        office.Run(100);
        lamp.Subscribe(120);
        Assert.Equal((200, "active;expires=120"), (lamp.Answer.Status, lamp.Notify["Subscription-State"]));
        office.Run(119);
        Assert.Equal(2, lamp.Notifies.Count);
        office.Run(1);
        Assert.Equal("terminated;reason=timeout", lamp.Notify["Subscription-State"]);
        lamp.Subscribe(120);
        Assert.Equal(481, lamp.Answer.Status);
        Assert.Equal(0, office.Bridge.Lamps.Subscriptions);
    }

    [Fact]
    public void One_question_without_a_subscription()
    {
        using var office = TestOffice.Demo();
        var lamp = Piotrs(office).Subscribe(0);
        Assert.Equal("terminated;reason=timeout", Assert.Single(lamp.Notifies)["Subscription-State"]);
        Assert.Contains("Messages-Waiting: no", lamp.Notify.Body, StringComparison.Ordinal);
        Assert.Equal(0, office.Bridge.Lamps.Subscriptions);
    }

    [Theory]
    [InlineData(481)]
    [InlineData(0)]
    public void A_phone_that_does_not_take_the_NOTIFY_has_no_subscription(int status)
    {
        using var office = TestOffice.Demo();
        var lamp = Piotrs(office);
        lamp.NotifyStatus = status;
        lamp.Subscribe();
        office.Run(40);
        Assert.Equal(0, office.Bridge.Lamps.Subscriptions);
    }

    [Fact]
    public void Another_event_is_489_and_says_which_are_served()
    {
        using var office = TestOffice.Demo();
        var lamp = Piotrs(office).Subscribe(null, ("Event", "presence"));
        Assert.Equal((489, "message-summary"), (lamp.Answer.Status, lamp.Answer["Allow-Events"]));
        lamp.Subscribe(null, ("Event", null));
        Assert.Equal(489, lamp.Answer.Status);
    }

    [Fact]
    public void As_long_as_can_be_is_an_hour()
    {
        using var office = TestOffice.Demo();
        Fill(office, 1, heard: 0);
        var lamp = Piotrs(office).Subscribe(null, ("Expires", "4294967295"));
        Assert.Equal((200, "3600"), (lamp.Answer.Status, lamp.Answer["Expires"]));
        Assert.Equal("active;expires=3600", lamp.Notify["Subscription-State"]);
        lamp.Subscribe(0);
    }

    [Fact]
    public void Too_short_is_423_and_another_format_406()
    {
        using var office = TestOffice.Demo();
        var lamp = Piotrs(office).Subscribe(30);
        Assert.Equal((423, "60"), (lamp.Answer.Status, lamp.Answer["Min-Expires"]));
        lamp.Subscribe(600, ("Accept", "application/pidf+xml"));
        Assert.Equal(406, lamp.Answer.Status);
        Assert.Equal(0, office.Bridge.Lamps.Subscriptions);
    }

    [Fact]
    public void A_phone_sees_its_own_mailbox_whatever_it_asks_for()
    {
        using var office = TestOffice.Demo();
        Fill(office, 1, heard: 0);
        var piotr = office.Softphone("piotr");
        var lamp = new Lamp(office, piotr.Phone, "piotr", piotr.Credentials).Subscribe(0, ("To", "<sip:500@192.0.2.1>"));
        Assert.Contains("Message-Account: sip:+48601000202@", lamp.Notify.Body, StringComparison.Ordinal);
        var stranger = new Lamp(office, office.Softphone("maria").Phone, "piotr", office.Softphone("maria").Credentials).Subscribe();
        Assert.Equal(403, stranger.Answer.Status);
    }

    [Fact]
    public void A_stranger_is_challenged_and_told_nothing()
    {
        using var office = TestOffice.Demo();
        var lamp = new Lamp(office, office.Peer("x", "192.0.2.99", 5060), "piotr", null).Subscribe();
        Assert.Equal(401, lamp.Answer.Status);
        Assert.Empty(lamp.Notifies);
    }

    [Theory]
    [InlineData("202", 200)]
    [InlineData("8202", 200)]
    [InlineData("8001", 404)]
    [InlineData("+48502111222", 404)]
    public void A_PBX_asks_for_the_mailboxes_of_its_company(string user, int status)
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithEmployee("202", e => e with { Desk = new("+48225558202") }));
        Fill(office, 1, heard: 0);
        var lamp = new Lamp(office, office.Pbx, user, null).Subscribe(0);
        Assert.Equal(status, lamp.Answer.Status);
        if (status == 200)
            Assert.Contains("Voice-Message: 1/0", lamp.Notify.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void The_mobile_network_has_no_lamps_here()
    {
        using var office = TestOffice.Demo();
        var lamp = new Lamp(office, office.MobileNetwork, "202", null).Subscribe();
        Assert.Equal(403, lamp.Answer.Status);
    }

    [Fact]
    public void A_mailbox_that_is_gone_ends_its_subscriptions()
    {
        using var office = TestOffice.Demo();
        var lamp = Piotrs(office).Subscribe();
        var without = office.Company with { Employees = [.. office.Company.Employees.Select(e => e.Extension == "202" ? e with { VoicemailEnabled = false } : e)] };
        office.OnLoop(() => office.Bridge.Use(office.DirectoryWith(without)));
        office.Run(1);
        Assert.Equal("terminated;reason=noresource", lamp.Notify["Subscription-State"]);
        Assert.Equal(0, office.Bridge.Lamps.Subscriptions);
    }

    [Fact]
    public void Of_one_mailbox_ten_subscriptions_are_kept()
    {
        using var office = TestOffice.Demo();
        var first = Piotrs(office).Subscribe();
        for (var i = 0; i < 10; i++)
        {
            var phone = office.Peer($"p{i}", $"10.20.31.{i + 1}", 5060);
            new Lamp(office, phone, "piotr", office.Softphone("piotr").Credentials).Subscribe(70);
        }
        Assert.Equal("terminated;reason=deactivated", first.Notify["Subscription-State"]);
        Assert.Equal(10, office.Bridge.Lamps.Subscriptions);
        office.Run(120);
    }

    private static Lamp Piotrs(TestOffice office)
    {
        var piotr = office.Softphone("piotr");
        return new Lamp(office, piotr.Phone, "piotr", piotr.Credentials);
    }

    private static void Fill(TestOffice office, int messages, int heard)
    {
        for (var i = 0; i < messages; i++)
        {
            var id = office.Store.Voicemail.Add(Box, new NewMessage("+48226000000", "c", office.Time.GetUtcNow(), TimeSpan.FromSeconds(5), [1]));
            if (i < heard && id is { } kept)
                office.Store.Voicemail.MarkHeard(kept);
        }
    }
}
