using Microsoft.Extensions.Logging;
using PbxBridge.Configuration;
using PbxBridge.Notices;
using PbxBridge.Storage.Outbox;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Notices;

/// <summary>SMS by MESSAGE through the mobile trunk of the whole server (RFC 3428).</summary>
public sealed class SipSmsTests
{
    private const string Text = "Siec firmowa: wykorzystano 80% limitu (80,00 z 100,00 zl). Pozostalo 20,00 zl.";
    private const string SecondHost = "198.51.100.71";

    [Fact]
    public void A_text_goes_to_the_mobile_network_from_the_main_number_and_is_done_with_2xx()
    {
        using var office = TestOffice.Demo();
        using var post = new TextPost(office);
        post.Add("k1");
        office.Run(2);
        var message = Assert.Single(post.Messages);
        Assert.Equal("MESSAGE sip:+48601000201@198.51.100.70:5070;user=phone SIP/2.0", message.StartLine);
        Assert.Equal("<sip:+48601000201@198.51.100.70:5070;user=phone>", message["To"]);
        Assert.StartsWith("<sip:+48225558000@192.0.2.1;user=phone>;tag=", message["From"]);
        Assert.Equal("<sip:+48225558000@192.0.2.1;user=phone>", message["P-Asserted-Identity"]);
        Assert.Equal((NoticeId.Of("k1"), "1 MESSAGE", "70"), (message.CallId, message["CSeq"], message["Max-Forwards"]));
        Assert.Equal(("text/plain;charset=UTF-8", Text), (message["Content-Type"], message.Body));
        Assert.False(message.Has("Contact"));
        Assert.Empty(office.Store.Outbox.Unsent(5));
        office.Run(3600);
        Assert.Single(post.Messages);
    }

    [Fact]
    public void The_sender_that_is_set_wins_and_an_untrusted_trunk_gets_no_asserted_identity()
    {
        using var office = TestOffice.Demo(new OfficeOptions
        {
            Operator = options => options with { Trunks = TestOffice.OperatorTrunks(new TrunkOptions { Peers = [new(TestOffice.MobileHost, 5070)], Trusted = false }) },
        });
        using var post = new TextPost(office, new NoticeSmsOptions { From = "+48600999888" });
        post.Add("k1");
        office.Run(2);
        var message = Assert.Single(post.Messages);
        Assert.StartsWith("<sip:+48600999888@192.0.2.1;user=phone>;tag=", message["From"]);
        Assert.False(message.Has("P-Asserted-Identity"));
    }

    [Fact]
    public void A_lost_message_is_repeated_by_its_transaction()
    {
        using var office = TestOffice.Demo();
        using var post = new TextPost(office) { Answers = new Queue<int?>([null, 200]) };
        post.Add("k1");
        office.Run(3);
        Assert.Equal(2, post.Messages.Count);
        Assert.Equal(post.Messages[0].Branch, post.Messages[1].Branch);
        Assert.Empty(office.Store.Outbox.Unsent(5));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(504)]
    public void An_address_that_fails_is_followed_by_the_next_address(int status)
    {
        using var office = TestOffice.Demo(TwoAddresses);
        var second = office.Peer("mobile2", SecondHost, 5070);
        using var post = new TextPost(office, second) { Answers = new Queue<int?>([status, 200]) };
        post.Add("k1");
        office.Run(2);
        Assert.Equal(["198.51.100.70:5070", "198.51.100.71:5070"], post.Messages.Select(message => message.RequestUri.Split('@')[1].Split(';')[0]));
        Assert.Equal(post.Messages[0].CallId, post.Messages[1].CallId);
        Assert.Empty(office.Store.Outbox.Unsent(5));
    }

    [Fact]
    public void A_silent_address_is_followed_by_the_next_address_after_64_T1()
    {
        using var office = TestOffice.Demo(TwoAddresses);
        var second = office.Peer("mobile2", SecondHost, 5070);
        using var post = new TextPost(office, second);
        office.MobileNetwork.Script = new() { IsDead = true };
        post.Add("k1");
        office.Run(32);
        Assert.DoesNotContain(post.Messages, message => message.RequestUri.Contains(SecondHost, StringComparison.Ordinal));
        office.Run(3);
        Assert.Single(post.Messages, message => message.RequestUri.Contains(SecondHost, StringComparison.Ordinal));
        Assert.Empty(office.Store.Outbox.Unsent(5));
    }

    [Theory]
    [InlineData(480)]
    [InlineData(403)]
    [InlineData(405)]
    [InlineData(503)]
    public void What_may_succeed_later_is_sent_again_under_the_same_id(int status)
    {
        using var office = TestOffice.Demo();
        using var post = new TextPost(office) { Answers = new Queue<int?>([status, 202]) };
        post.Add("k1");
        office.Run(2);
        Assert.Equal($"SIP {status}", Assert.Single(office.Store.Outbox.Unsent(5)).Fault);
        office.Run(28);
        Assert.Single(post.Messages);
        office.Run(2);
        Assert.Equal([(NoticeId.Of("k1"), 1u), (NoticeId.Of("k1"), 2u)], post.Messages.Select(message => (message.CallId, message.CSeq)));
        Assert.Empty(office.Store.Outbox.Unsent(5));
    }

    [Fact]
    public void Retry_after_is_kept()
    {
        using var office = TestOffice.Demo();
        using var post = new TextPost(office) { Answers = new Queue<int?>([503, 200]), RetryAfter = 120 };
        post.Add("k1");
        office.Run(119);
        Assert.Single(post.Messages);
        office.Run(5);
        Assert.Equal(2, post.Messages.Count);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(484)]
    [InlineData(604)]
    public void What_the_network_has_against_the_recipient_is_final(int status)
    {
        using var office = TestOffice.Demo();
        using var post = new TextPost(office) { Answers = new Queue<int?>([status]) };
        post.Add("k1");
        office.Run(7200);
        Assert.Single(post.Messages);
        var message = Assert.Single(office.Store.Outbox.Unsent(5));
        Assert.Equal((MessageState.Failed, $"SIP {status}"), (message.State, message.Fault));
    }

    [Fact]
    public void A_trunk_that_does_not_exist_keeps_the_message_waiting()
    {
        using var office = TestOffice.Demo();
        using var post = new TextPost(office, new NoticeSmsOptions(), "nowhere");
        post.Add("k1");
        office.Run(2);
        Assert.Equal("the trunk has no address", Assert.Single(office.Store.Outbox.Unsent(5)).Fault);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("no JSON")]
    [InlineData("""{ "to": "+48601000201" }""")]
    public void A_message_that_cannot_be_read_is_given_up(string payload)
    {
        using var office = TestOffice.Demo();
        using var post = new TextPost(office);
        office.Store.Outbox.Add(new NewMessage(Sms.Topic, "k1", "przyklad", payload));
        office.Run(2);
        Assert.Equal((MessageState.Failed, "its content cannot be read"), office.Store.Outbox.Unsent(5).Select(message => (message.State, message.Fault)).Single());
    }

    // Domain §4.6: a mobile phone has no message lamp.
    [Fact]
    public void An_employee_without_a_softphone_gets_a_text_for_a_voicemail_message()
    {
        using var office = TestOffice.Demo();
        using var post = new TextPost(office);
        Leave(office, "+48601000401");
        Leave(office, "+48601000401");
        Leave(office, "+48601000202");
        office.Run(2);
        Assert.Equal(["Poczta glosowa: nowe wiadomosci: 1. Zadzwon 500.", "Poczta glosowa: nowe wiadomosci: 2. Zadzwon 500."], post.Messages.Select(message => message.Body));
        Assert.All(post.Messages, message => Assert.StartsWith("sip:+48601000401@", message.RequestUri));
    }

    [Fact]
    public void Without_texts_voicemail_tells_nobody()
    {
        using var office = TestOffice.Demo(new OfficeOptions { Notices = new NoticeOptions { Voicemail = false } });
        Leave(office, "+48601000401");
        Assert.Empty(office.Store.Outbox.Last(5));
    }

    private static OfficeOptions TwoAddresses => new()
    {
        Operator = options => options with { Trunks = TestOffice.OperatorTrunks(new TrunkOptions { Peers = [new(TestOffice.MobileHost, 5070), new(SecondHost, 5070, Priority: 1)] }) },
    };

    private static void Leave(TestOffice office, string owner)
    {
        office.Mobile(owner).IsBusy();
        var call = office.Caller("+48226000000").Dials(owner);
        office.Run(1);
        office.Media.OpenPorts.Single().SpeaksFor = TimeSpan.FromSeconds(6);
        office.RunUntil(() => call.WasHungUpByPeer);
    }

    /// <summary>The notifier of an office, and the mobile network that answers its texts.</summary>
    private sealed class TextPost : IDisposable
    {
        private readonly TestOffice _office;
        private readonly Notifier _notifier;

        public TextPost(TestOffice office, params SipPhone[] others)
            : this(office, new NoticeSmsOptions(), "mobile", others)
        {
        }

        public TextPost(TestOffice office, NoticeSmsOptions options, string trunk = "mobile", params SipPhone[] others)
        {
            _office = office;
            foreach (var phone in (SipPhone[])[office.MobileNetwork, .. others])
                phone.Intercept = message => Take(phone, message);
            _notifier = new Notifier(
                office.Store, new NoticeOptions(), () => office.DirectoryWith(office.Company), new SipSms(office.Bridge, options, trunk), new FakeWay(), office.Time,
                office.Log.CreateLogger<Notifier>(), new InlineScheduler());
            _notifier.Start();
        }

        /// <summary>What came, repetitions too.</summary>
        public List<WireMessage> Messages { get; } = [];

        /// <summary>Status of each answer, null for none; 200 when there are no more.</summary>
        public Queue<int?> Answers { get; init; } = [];

        public int RetryAfter { get; init; }

        public void Add(string key) => _office.Store.Outbox.Add(new Sms("+48601000201", _office.Company.MainNumber?.Value, Text).As(key, "przyklad"));

        public void Dispose() => _notifier.DisposeAsync().AsTask().GetAwaiter().GetResult();

        private bool Take(SipPhone phone, WireMessage message)
        {
            if (message.Method != "MESSAGE" || !message.IsRequest)
                return false;
            Messages.Add(message);
            var status = Answers.Count == 0 ? 200 : Answers.Dequeue();
            if (status is not null)
            {
                var response = phone.NewResponse(message, status.Value, "t1");
                phone.SendBytes((status == 503 && RetryAfter > 0 ? response.With("Retry-After", $"{RetryAfter}") : response).ToBytes(), phone.Server);
            }

            return true;
        }
    }
}
