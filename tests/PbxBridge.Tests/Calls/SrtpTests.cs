using PbxBridge.Configuration;
using PbxBridge.Sip.Transport;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>SRTP with keys in the description (RFC 4568): only where signalling is over TLS.</summary>
public sealed class SrtpTests
{
    private const string Theirs = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";

    private static TestOffice Office(bool offers = false) => TestOffice.Demo(new() { Tls = true, Media = new MediaOptions { OffersSrtp = offers } });

    [Fact]
    public void A_phone_over_TLS_that_offers_SRTP_gets_it_and_the_other_leg_is_plain()
    {
        using var office = Office();
        office.Desk("8001").Answers();
        var anna = office.Softphone("anna", transport: TransportKind.Tls);
        var call = anna.Dials("8001", new() { Sdp = Secure(anna.Phone.Sdp) });
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Contains(" RTP/AVP 8 0 101\r\n", office.Desk("8001").Call.Invite.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("crypto", office.Desk("8001").Call.Invite.Body, StringComparison.Ordinal);
        var answer = call.Responses.Single(r => r.Status == 200).Body;
        Assert.Contains(" RTP/SAVP 8 0 101\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("a=crypto:7 AES_CM_128_HMAC_SHA1_80 inline:", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(Theirs, answer, StringComparison.Ordinal);
        var (a, b) = (office.Media.OpenPorts.First().Keys, office.Media.OpenPorts.Last().Keys);
        Assert.Equal((Theirs, true, false), (a?.Theirs.Inline, answer.Contains(a!.Ours.Inline, StringComparison.Ordinal), b is not null));

        // Hold keeps the keys; a phone that gives its keys up is plain from then on.
        call.Reinvite(Secure(anna.Phone.Sdp) + "a=sendonly\r\n");
        office.Run(1);
        Assert.Equal(a, office.Media.OpenPorts.First().Keys);
        Assert.Contains(a.Ours.Inline, call.Responses[^1].Body, StringComparison.Ordinal);
        call.Reinvite(Offer.Resume(anna.Phone));
        office.Run(1);
        Assert.Equal(200, call.Responses[^1].Status);
        Assert.Null(office.Media.OpenPorts.First().Keys);
        Assert.DoesNotContain("crypto", call.Responses[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Voicemail_answers_with_SRTP()
    {
        using var office = Office();
        var anna = office.Softphone("anna", transport: TransportKind.Tls);
        var call = anna.Dials("500", new() { Sdp = Secure(anna.Phone.Sdp) });
        office.Run(2);
        Assert.Contains(" RTP/SAVP 8 101\r\n", call.Responses.Single(r => r.Status == 200).Body, StringComparison.Ordinal);
        Assert.Equal(Theirs, office.Media.OpenPorts.Single().Keys?.Theirs.Inline);
    }

    [Fact]
    public void Keys_that_anybody_could_read_are_refused()
    {
        using var office = Office();
        var call = office.Desk("8001").Dials("202", new() { Sdp = Secure(office.Pbx.Sdp) });
        office.Run(1);
        Assert.Equal(488, call.FinalStatus);
        office.Mobile("+48601000202").Answers();
        var plain = office.Desk("8001").Dials("202");
        office.Run(2);
        plain.Reinvite(Secure(office.Pbx.Sdp));
        office.Run(1);
        Assert.Equal((488, PhoneCallState.Answered), (plain.Responses[^1].Status, plain.State));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_phone_over_TLS_is_offered_SRTP_when_the_settings_say_so(bool offers)
    {
        using var office = Office(offers);
        var anna = office.Softphone("anna", transport: TransportKind.Tls);
        office.Mobile("+48601000201").RingsOut();
        anna.Waits();
        var call = office.Desk("8001").Dials("201");
        office.Run(1);
        Assert.Equal(offers, anna.Call.Invite.Body.Contains("RTP/SAVP 8 0 101\r\n", StringComparison.Ordinal));
        Assert.Equal(offers, anna.Call.Invite.Body.Contains("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:", StringComparison.Ordinal));
        Assert.DoesNotContain("SAVP", office.Mobile("+48601000201").Call.Invite.Body, StringComparison.Ordinal);
        anna.Call.Answer(offers ? Secure(anna.Phone.Sdp) : null);
        office.Run(1);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Equal(offers ? Theirs : null, office.Media.OpenPorts.Last().Keys?.Theirs.Inline);
        Assert.DoesNotContain("crypto", call.Responses.Single(r => r.Status == 200).Body, StringComparison.Ordinal);
    }

    private static string Secure(string sdp) =>
        sdp.Replace("RTP/AVP", "RTP/SAVP", StringComparison.Ordinal) + $"a=crypto:7 AES_CM_128_HMAC_SHA1_80 inline:{Theirs}\r\n";
}
