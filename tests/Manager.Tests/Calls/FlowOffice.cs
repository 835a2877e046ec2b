using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PbxBridge.Manager.Tests.Site;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Testing;

namespace PbxBridge.Manager.Tests.Calls;

/// <summary>The demo company's Manager on 5 January, with calls whose messages are kept.</summary>
internal static class FlowOffice
{
    public const string Anna = "+48601000201", Piotr = "+48601000202", Lucja = "+48601000203", Line = "+48600000001", Customer = "+48512345678";

    public static Task<TestSite> StartAsync() => TestSite.StartAsync(People.Owner, People.Maria, People.Anna, People.Jan);

    /// <summary>The nth before now.</summary>
    public static string Id(int minutes) => CallId.Format(At(minutes), 7);

    public static DateTimeOffset At(int minutes) => ManualTime.Start.AddMinutes(-minutes);

    public static async Task RecordAsync(this TestSite site, params CallRecord[] calls)
    {
        await using var writer = new CallRecordWriter(site.Store, NullLogger<CallRecordWriter>.Instance);
        foreach (var call in calls)
            Assert.True(writer.TryEnqueue(call));
        await writer.FlushAsync(default);
    }

    /// <summary>Anna calls a customer, who talks with her for a minute.</summary>
    public static CallRecord Outgoing(int minutes) => new()
    {
        Id = Id(minutes),
        Company = "przyklad",
        StartedAt = At(minutes),
        RingingAt = At(minutes).AddSeconds(1),
        AnsweredAt = At(minutes).AddSeconds(5),
        EndedAt = At(minutes).AddSeconds(65),
        CallerNumber = Anna,
        CallerShown = Anna,
        Dialled = "sip:512345678@127.0.0.1:5060;user=phone",
        Called = new PhoneNumber(Customer),
        NumberClass = NumberClass.MobileOther,
        Direction = CallDirection.Outgoing,
        AnsweredBy = Customer,
        Outcome = CallCause.Cleared,
        SipStatus = 200,
        Q850 = 16,
        ReleasedBy = ReleasedBy.Caller,
        Attempts = [new("B1", Customer, CallCause.Cleared, 200, TimeSpan.FromSeconds(4))],
        Decisions = [Step("class", "NUM-1", "MobileOther", "To numer komórkowy.", "It is a mobile number.")],
        Flow = [Message(0, "A", false, "INVITE sip:512345678@127.0.0.1:5060 SIP/2.0"), Message(5000, "A", true, "SIP/2.0 200 OK")],
    };

    /// <summary>A customer calls the line: Łucja is busy, Piotr takes it.</summary>
    public static CallRecord Hunt(int minutes) => Outgoing(minutes) with
    {
        CallerNumber = Customer,
        CallerShown = Customer,
        Dialled = "sip:+48600000001@127.0.0.1",
        Called = new PhoneNumber(Line),
        Direction = CallDirection.Incoming,
        Service = CallService.CompanyLine,
        AnsweredBy = Piotr,
        Attempts = [new("B1", Lucja, CallCause.Busy, 486, TimeSpan.Zero, 17), new("B2", Piotr, CallCause.Cleared, 200, TimeSpan.FromSeconds(4))],
        Decisions =
        [
            Step("line", "D17", "x", "Linia firmowa mazowieckie: kolejno 203, 202.", "Company line mazowieckie: in turn 203, 202."),
            Step("hunt", "§4.2", "Busy", "Łucja Żółkiewska: zajęty.", "Łucja Żółkiewska: busy.") with { Input = "Łucja Żółkiewska" },
        ],
        Flow =
        [
            Message(0, "A", false, "INVITE sip:+48600000001@127.0.0.1 SIP/2.0"), Message(1, "A", true, "SIP/2.0 100 Trying"), Message(2, "B1", true, "INVITE sip:+48601000203@192.0.2.3 SIP/2.0"),
            Message(14, "B1", false, "SIP/2.0 486 Busy Here"), Message(15, "B1", true, "ACK sip:+48601000203@192.0.2.3 SIP/2.0"), Message(16, "B2", true, "INVITE sip:+48601000202@192.0.2.2 SIP/2.0"),
            Message(630, "B2", false, "SIP/2.0 180 Ringing"), Message(4210, "B2", false, "SIP/2.0 200 OK"), Message(65_000, "A", true, "SIP/2.0 200 OK"),
        ],
    };

    /// <summary>Łucja's profile does not allow it.</summary>
    public static CallRecord Barred(int minutes) => Outgoing(minutes) with
    {
        CallerNumber = Lucja,
        CallerShown = null,
        RingingAt = null,
        AnsweredAt = null,
        AnsweredBy = null,
        Outcome = CallCause.ProfileBarred,
        SipStatus = 403,
        Q850 = 21,
        ReleasedBy = ReleasedBy.Bridge,
        Attempts = [],
        Signals = new() { Denial = "CLASS_MOBILE" },
        Decisions = [Step("class", "NUM-1", "x", "To numer komórkowy.", "It is a mobile number."), Step("profile", "R1", "CLASS_MOBILE", "Profil nie pozwala.", "The profile does not allow it.")],
        Flow = [Message(0, "A", false, "INVITE sip:512345678@127.0.0.1 SIP/2.0"), Message(8, "A", true, "SIP/2.0 403 Forbidden")],
    };

    public static DecisionStep Step(string step, string rule, string outcome, string polish, string english) => new(step, "x", rule, outcome, new Sentence(polish, english));

    public static FlowEvent Message(int milliseconds, string leg, bool sent, string firstLine, string more = "Call-ID: a@b\r\nCSeq: 1 INVITE\r\n\r\n") =>
        new(TimeSpan.FromMilliseconds(milliseconds), leg, sent, $"192.0.2.{leg.Length}:5060", firstLine, Encoding.UTF8.GetBytes($"{firstLine}\r\n{more}"));
}
