using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

public sealed class VoicemailTests
{
    private const string Piotr = "+48601000202";
    private static readonly MailboxId Box = MailboxId.OfEmployee("przyklad", "piotr");

    [Fact]
    public void A_message_ended_with_hash_is_kept_and_the_bridge_hangs_up()
    {
        using var office = TestOffice.Demo();
        var call = Leave(office, _ => office.Media.OpenPorts.Single().Press("#"));
        Assert.True(call.WasHungUpByPeer);
        office.Run(1);
        office.Ladder.Is("voicemail-deposit.txt");
        var message = Assert.Single(office.Store.Voicemail.List(Box));
        Assert.Equal("+48226000000", message.Caller);
        Assert.Equal((ReleasedBy.Bridge, CallService.VoicemailDeposit, "voicemail"), (office.Record.ReleasedBy, office.Record.Service, office.Record.AnsweredBy));
    }

    [Fact]
    public void A_caller_who_hangs_up_while_he_speaks_leaves_what_he_said()
    {
        using var office = TestOffice.Demo();
        var call = Leave(office, call => call.HangUp());
        Assert.Single(office.Store.Voicemail.List(Box));
        office.Run(1);
        Assert.Equal((ReleasedBy.Caller, CallCause.Cleared), (office.Record.ReleasedBy, office.Record.Outcome));
        Assert.False(call.WasHungUpByPeer);
    }

    [Fact]
    public void Ten_seconds_of_silence_end_a_message()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).IsBusy();
        var call = office.Caller("+48226000000").Dials(Piotr);
        office.Run(1);
        office.Media.OpenPorts.Single().SpeaksFor = TimeSpan.FromSeconds(6);
        office.RunUntil(() => call.WasHungUpByPeer);
        Assert.Equal(TimeSpan.FromSeconds(6), Assert.Single(office.Store.Voicemail.List(Box)).Duration);
    }

    // T_vm_max, T_vm_silence.
    [Theory]
    [InlineData(null, 20)]
    [InlineData(16.5, 20)]
    [InlineData(6.0, 6)]
    public void How_a_message_ends_is_a_setting(double? speaks, double kept)
    {
        using var office = TestOffice.Demo(new OfficeOptions { Operator = o => o with { Timers = o.Timers with { LongestMessage = TimeSpan.FromSeconds(20), MessageSilence = TimeSpan.FromSeconds(4) } } });
        office.Mobile(Piotr).IsBusy();
        var call = office.Caller("+48226000000").Dials(Piotr);
        office.Run(1);
        office.Media.OpenPorts.Single().SpeaksFor = speaks is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        office.RunUntil(() => call.WasHungUpByPeer);
        Assert.Equal(TimeSpan.FromSeconds(kept), Assert.Single(office.Store.Voicemail.List(Box)).Duration);
    }

    [Fact]
    public void The_owner_hears_and_deletes_his_message_from_his_mobile()
    {
        using var office = TestOffice.Demo();
        Leave(office, _ => office.Media.OpenPorts.Single().Press("#"));
        var call = office.Mobile(Piotr).Dials("500");
        office.Run(1);
        Assert.Equal(PhoneCallState.Answered, call.State);
        var port = office.Media.OpenPorts.Single();
        port.Press("1");
        office.Run(10);
        port.Press("3");
        office.Run(5);
        Assert.Empty(office.Store.Voicemail.List(Box));
        call.HangUp();
        office.Run(1);
        Assert.Equal(CallService.VoicemailRetrieval, office.Records[^1].Service);
    }

    [Fact]
    public void Somebody_elses_phone_needs_extension_and_PIN()
    {
        using var office = TestOffice.Demo();
        var call = office.Desk("8001").Dials("500");
        office.Run(1);
        Assert.Equal(PhoneCallState.Answered, call.State);
        var port = office.Media.OpenPorts.Single();
        port.Press("202#");
        office.Run(3);
        port.Press("2020#");
        office.RunUntil(() => port.Played.Count > 2);
        port.Press("2");
        office.Run(4);
        call.HangUp();
        office.Run(1);
        Assert.Equal(ReleasedBy.Caller, office.Record.ReleasedBy);
    }

    // CDR-4.
    [Fact]
    public void A_PIN_that_comes_by_INFO_opens_the_mailbox_and_stands_in_no_record()
    {
        using var office = TestOffice.Demo();
        var call = office.Desk("8001").Dials("500");
        office.Run(1);
        foreach (var key in "202#2020#")
        {
            call.Send(call.NewRequest("INFO").WithBody("application/dtmf-relay", $"Signal={key}\r\nDuration=160\r\n"));
            office.Run(key == '#' ? 3 : 0.2);
        }
        Assert.Equal(1, office.Store.Voicemail.RecordPinFailure(Box).Failures);
        call.HangUp();
        office.Run(1);
        var keys = office.Stored(office.Record).Flow.Where(message => message.FirstLine.StartsWith("INFO", StringComparison.Ordinal)).Select(message => System.Text.Encoding.UTF8.GetString(message.Raw.Span)).ToArray();
        Assert.Equal(9, keys.Length);
        Assert.All(keys, message => Assert.Contains("Signal=x", message, StringComparison.Ordinal));
    }

    [Fact]
    public void Three_wrong_PINs_end_the_call()
    {
        using var office = TestOffice.Demo();
        var call = office.Desk("8001").Dials("500");
        office.Run(1);
        var port = office.Media.OpenPorts.Single();
        port.Press("202#");
        office.Run(3);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            port.Press("9999#");
            office.Run(6);
        }
        office.RunUntil(() => call.WasHungUpByPeer);
        Assert.Equal(4, office.Store.Voicemail.RecordPinFailure(Box).Failures);
    }

    [Fact]
    public void A_phone_without_a_codec_of_ours_gets_488_from_voicemail()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).IsBusy();
        var call = office.Caller("+48226000000").Dials(Piotr, new()
        {
            Sdp = "v=0\r\no=x 1 1 IN IP4 198.51.100.70\r\ns=-\r\nc=IN IP4 198.51.100.70\r\nt=0 0\r\nm=audio 4000 RTP/AVP 96\r\na=rtpmap:96 AMR/8000\r\n",
        });
        office.Run(1);
        Assert.Equal(488, call.FinalStatus);
        office.Run(1);
        Assert.Equal((488, CallCause.Media), (office.Record.SipStatus, office.Record.Outcome));
    }

    private static PhoneCall Leave(TestOffice office, Action<PhoneCall> end)
    {
        office.Mobile(Piotr).IsBusy();
        var call = office.Caller("+48226000000").Dials(Piotr);
        office.RunUntil(() => office.Media.OpenPorts.Any(p => p.IsRecording));
        office.Run(5);
        end(call);
        office.Run(8);
        return call;
    }
}
