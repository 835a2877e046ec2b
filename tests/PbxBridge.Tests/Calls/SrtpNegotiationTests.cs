using PbxBridge.Configuration;
using PbxBridge.Media.Srtp;
using PbxBridge.Sip.Transport;
using PbxBridge.Testing;
using PbxBridge.Tests.Calls.Transfer;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>Offers and answers with keys that are not as simple as they should be (RFC 3264, RFC 4568 §5.1, §7.1).</summary>
public sealed class SrtpNegotiationTests
{
    private const string First = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
    private const string Second = "NzB4d1BINUAvLEw6UzF3WSJ+PSdFcGdUJShpX1Zj";
    private const string Suite80 = "AES_CM_128_HMAC_SHA1_80";
    private const string Suite32 = "AES_CM_128_HMAC_SHA1_32";

    private static TestOffice Office(bool offers = false) => TestOffice.Demo(new() { Tls = true, Media = new MediaOptions { OffersSrtp = offers } });

    [Fact]
    public void A_suite_that_is_not_known_may_come_first()
    {
        using var office = Office();
        office.Desk("8001").Answers();
        var anna = office.Softphone("anna", transport: TransportKind.Tls);
        var call = anna.Dials("8001", new() { Sdp = Keys(anna.Phone.Sdp, $"1 AES_256_CM_HMAC_SHA1_80 inline:{First}", $"2 {Suite32} inline:{Second}") });
        office.Run(2);
        var answer = Final(call);
        Assert.Contains($"a=crypto:2 {Suite32} inline:", answer, StringComparison.Ordinal);
        Assert.Single(answer.Split("a=crypto").Skip(1));
        Assert.Equal((Second, SrtpSuite.Sha1Tag32), (PairOf(office).Theirs.Inline, PairOf(office).Ours.Suite));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_a_plain_and_an_encrypted_line_the_encrypted_one_is_taken_over_TLS(bool plainFirst)
    {
        using var office = Office();
        office.Desk("8001").Answers();
        var anna = office.Softphone("anna", transport: TransportKind.Tls);
        var call = anna.Dials("8001", new() { Sdp = TwoLines(anna.Phone.Sdp, plainFirst) });
        office.Run(2);
        // The PBX answers one line; the other one stays refused.
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Equal(First, PairOf(office).Theirs.Inline);
        Assert.Equal(plainFirst ? 4002 : 4000, office.Media.OpenPorts.First().Remote?.Port);
        var lines = office.Desk("8001").Call.Invite.Body.Split("\r\n").Where(line => line.StartsWith("m=", StringComparison.Ordinal)).ToArray();
        Assert.StartsWith("m=audio 0 RTP/AVP ", lines[plainFirst ? 0 : 1], StringComparison.Ordinal);
        Assert.Contains(" RTP/AVP ", lines[plainFirst ? 1 : 0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_both_the_plain_one_is_taken_where_keys_could_be_read(bool plainFirst)
    {
        using var office = Office();
        office.Mobile("+48601000202").Answers();
        var call = office.Desk("8001").Dials("202", new() { Sdp = TwoLines(office.Pbx.Sdp, plainFirst) });
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Null(office.Media.OpenPorts.First().Keys);
        Assert.Equal(plainFirst ? 4000 : 4002, office.Media.OpenPorts.First().Remote?.Port);
        Assert.DoesNotContain("crypto", office.Mobile("+48601000202").Call.Invite.Body + Final(call), StringComparison.Ordinal);
        call.Reinvite(TwoLines(office.Pbx.Sdp, plainFirst).Replace("1 1 IN", "1 2 IN", StringComparison.Ordinal));
        office.Run(1);
        Assert.Equal(200, call.Responses[^1].Status);
        Assert.Null(office.Media.OpenPorts.First().Keys);
    }

    [Fact]
    public void A_new_key_of_the_phone_leaves_ours_and_a_refresh_leaves_both()
    {
        using var office = Office();
        office.Desk("8001").Answers();
        var anna = office.Softphone("anna", transport: TransportKind.Tls);
        var call = anna.Dials("8001", new() { Sdp = Keys(anna.Phone.Sdp, $"1 {Suite80} inline:{First}") });
        office.Run(2);
        var (before, ports) = (PairOf(office), office.Media.OpenPorts.First());
        call.Reinvite(Keys(anna.Phone.Sdp, $"1 {Suite80} inline:{First}"));
        office.Run(1);
        Assert.Equal(Final(call), call.Responses[^1].Body);
        Assert.Equal(before, ports.Keys);
        call.Reinvite(Keys(anna.Phone.Sdp, $"4 {Suite80} inline:{Second}"));
        office.Run(1);
        Assert.Equal((Second, before.Ours.Inline), (ports.Keys?.Theirs.Inline, ports.Keys?.Ours.Inline));
        Assert.Contains($"a=crypto:4 {Suite80} inline:{before.Ours.Inline}\r\n", call.Responses[^1].Body, StringComparison.Ordinal);
        // Another suite is another key.
        call.Reinvite(Keys(anna.Phone.Sdp, $"1 {Suite32} inline:{Second}"));
        office.Run(1);
        Assert.Equal(SrtpSuite.Sha1Tag32, ports.Keys?.Ours.Suite);
        Assert.NotEqual(before.Ours.Inline, ports.Keys?.Ours.Inline);
    }

    [Fact]
    public void An_offer_that_was_refused_changes_no_key()
    {
        using var office = Office();
        var anna = office.Softphone("anna", transport: TransportKind.Tls);
        var call = anna.Dials("500", new() { Sdp = Keys(anna.Phone.Sdp, $"1 {Suite80} inline:{First}") });
        office.Run(2);
        var before = PairOf(office);
        call.Reinvite(anna.Phone.Sdp.Replace("AVP 8 0 101", "AVP 18", StringComparison.Ordinal));
        office.Run(1);
        Assert.Equal(488, call.Responses[^1].Status);
        call.Reinvite(Keys(anna.Phone.Sdp, $"1 {Suite80} inline:{First}") + "a=sendonly\r\n");
        office.Run(1);
        Assert.Equal(before, PairOf(office));
        Assert.Contains(before.Ours.Inline, call.Responses[^1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Suite32)]
    public void An_answer_that_does_not_take_what_was_offered_is_no_call_of_silence(string? suite)
    {
        using var office = Office(offers: true);
        var anna = office.Softphone("anna", transport: TransportKind.Tls);
        office.Mobile("+48601000201").RingsOut();
        anna.Waits();
        var call = office.Desk("8001").Dials("201");
        office.Run(1);
        anna.Call.Answer(suite is null ? null : Keys(anna.Phone.Sdp, $"1 {suite} inline:{First}"));
        office.Run(2);
        Assert.Equal(488, call.FinalStatus);
        Assert.True(anna.Call.WasHungUpByPeer);
    }

    [Fact]
    public void After_a_fork_the_sound_has_the_key_of_who_answered()
    {
        using var office = Office(offers: true);
        var anna = office.Softphone("anna", transport: TransportKind.Tls);
        office.Mobile("+48601000201").RingsOut();
        anna.Waits();
        var call = office.Desk("8001").Dials("201");
        office.Run(1);
        var invite = anna.Call.Invite;
        anna.Phone.Answer(invite, anna.Phone.NewResponse(invite, 183, "fork").With("Contact", anna.Phone.Contact)
            .WithBody("application/sdp", Keys(anna.Phone.Sdp.Replace("audio 4000", "audio 4444", StringComparison.Ordinal), $"1 {Suite80} inline:{First}")));
        office.Run(1);
        anna.Call.Answer(Keys(anna.Phone.Sdp, $"1 {Suite80} inline:{Second}"));
        office.Run(1);
        Assert.Equal(PhoneCallState.Answered, call.State);
        var port = office.Media.OpenPorts.Single(p => p.Keys is not null);
        Assert.Equal((Second, 4000), (port.Keys?.Theirs.Inline, port.Remote?.Port));
        Assert.Contains(port.Keys!.Ours.Inline, invite.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_in_an_offer_of_the_called_one_over_UDP_are_not_taken()
    {
        using var office = Office();
        office.Desk("8001").Waits();
        var call = office.Caller("+48226000000").Dials("+48225558001", new() { Sdp = "" });
        office.Run(1);
        office.Desk("8001").Call.Answer(Keys(office.Pbx.Sdp, $"1 {Suite80} inline:{First}"));
        office.Run(2);
        Assert.Equal(488, call.FinalStatus);
    }

    [Fact]
    public void Who_is_transferred_stays_encrypted_with_the_same_key()
    {
        using var office = Office();
        var anna = office.Softphone("anna", transport: TransportKind.Tls);
        var piotr = office.Softphone("piotr");
        office.Mobile("+48601000202").RingsOut();
        anna.Does(new() { AnswersAgain = _ => Keys(anna.Phone.Sdp, $"1 {Suite80} inline:{Second}") });
        var call = anna.Dials("202", new() { Sdp = Keys(anna.Phone.Sdp, $"1 {Suite80} inline:{First}") });
        office.Run(3);
        Assert.Equal(PhoneCallState.Answered, call.State);
        var before = PairOf(office);
        office.Desk("8001").Answers(3);
        piotr.Call.Refer(TransferOffice.To("8001"));
        office.Run(6);
        Assert.Equal((true, PhoneCallState.Answered), (piotr.Call.WasHungUpByPeer, call.State));
        var offer = call.Requests.Single(r => r.Method == "INVITE").Body;
        Assert.Contains(" RTP/SAVP ", offer, StringComparison.Ordinal);
        Assert.Contains(before.Ours.Inline, offer, StringComparison.Ordinal);
        Assert.Equal((Second, before.Ours.Inline), (PairOf(office).Theirs.Inline, PairOf(office).Ours.Inline));
        Assert.DoesNotContain("crypto", office.Desk("8001").Call.Invite.Body, StringComparison.Ordinal);
    }

    private static SrtpPair PairOf(TestOffice office) => office.Media.OpenPorts.Single(port => port.Keys is not null).Keys!;

    private static string Final(PhoneCall call) => call.Responses.First(r => r.Status == 200).Body;

    private static string Keys(string sdp, params string[] lines) =>
        sdp.Replace("RTP/AVP", "RTP/SAVP", StringComparison.Ordinal) + string.Concat(lines.Select(line => $"a=crypto:{line}\r\n"));

    private static string TwoLines(string sdp, bool plainFirst)
    {
        var at = sdp.IndexOf("m=", StringComparison.Ordinal);
        var (head, plain) = (sdp[..at], sdp[at..]);
        var keys = Keys(plain, $"1 {Suite80} inline:{First}");
        return plainFirst ? head + plain + keys.Replace("4000", "4002", StringComparison.Ordinal) : head + keys + plain.Replace("4000", "4002", StringComparison.Ordinal);
    }
}
