using PbxBridge.Media.Relay;
using PbxBridge.Media.Sounds;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Tests.Voicemail;

public sealed class DepositTreatmentTests : IDisposable
{
    private readonly Booth _booth = new(capacity: 3);

    public void Dispose() => _booth.Dispose();

    [Theory]
    [InlineData(CallCause.NoAnswer, "greeting-no-answer")]
    [InlineData(CallCause.Declined, "greeting-no-answer")]
    [InlineData(CallCause.Busy, "greeting-busy")]
    [InlineData(CallCause.Unreachable, "greeting-unreachable")]
    [InlineData(CallCause.DestinationOutOfOrder, "greeting-unreachable")]
    public void Greeting_tells_why_the_person_did_not_take_the_call(CallCause because, string greeting)
    {
        _booth.Treatments.Deposit(_booth.Call, Booth.Anna, because);
        Assert.Equal($"{greeting} beep", _booth.Hears());
        Assert.True(_booth.Call.IsAnswered);
        Assert.True(_booth.Port.IsRecording);
    }

    [Fact]
    public void Company_line_has_its_own_greeting_whatever_the_cause()
    {
        _booth.Treatments.Deposit(_booth.Call, Booth.Line, CallCause.Busy);
        Assert.Equal("greeting-line beep", _booth.Hears());
    }

    [Fact]
    public void Greeting_is_in_the_language_of_the_company()
    {
        using var english = new Booth(Language.English);
        english.Treatments.Deposit(english.Call, Booth.Anna, CallCause.Busy);
        Assert.Equal("en:greeting-busy beep", english.Hears());
    }

    [Fact]
    public void Own_greeting_replaces_the_standard_one()
    {
        _booth.Mail.SetGreeting(Booth.Anna, WavFile.Write(SpokenSounds.Said(9, TimeSpan.FromSeconds(1))));
        _booth.Treatments.Deposit(_booth.Call, Booth.Anna, CallCause.Busy);
        Assert.Equal("said-9 beep", _booth.Hears());
    }

    [Fact]
    public void Own_greeting_that_cannot_be_played_gives_way_to_the_standard_one()
    {
        _booth.Mail.SetGreeting(Booth.Anna, [1, 2, 3]);
        _booth.Treatments.Deposit(_booth.Call, Booth.Anna, CallCause.Busy);
        Assert.Equal("greeting-busy beep", _booth.Hears());
        Assert.Contains("Call call-1: a stored greeting cannot be played: not a WAV file", _booth.Lines);
    }

    [Fact]
    public void Recording_ends_after_180_seconds_or_10_of_silence()
    {
        Record();
        Assert.Equal(TimeSpan.FromSeconds(180), _booth.Port.Limits!.Max);
        Assert.Equal(TimeSpan.FromSeconds(10), _booth.Port.Limits.Silence);
    }

    [Fact]
    public void Message_is_kept_with_caller_call_time_and_sound()
    {
        Record();
        var spoken = SpokenSounds.Said(5, TimeSpan.FromSeconds(4));
        _booth.Port.Spoken = spoken;
        _booth.Port.EndRecording(RecordingEnd.Limit);
        Assert.Equal("thank-you goodbye", _booth.Hears());
        var message = Assert.Single(_booth.Mail.List(Booth.Anna));
        Assert.Equal("+48601000999", message.Caller);
        Assert.Equal("call-1", message.CallId);
        Assert.Equal(TimeSpan.FromSeconds(4), message.Duration);
        Assert.Equal(ManualTime.Start + TimeSpan.FromMilliseconds(820), message.ReceivedAt);
        Assert.True(message.IsNew);
        Assert.Equal(WavFile.Write(spoken), _booth.Mail.Wav(message.Id));
        Assert.Equal(1, _booth.Call.TimesEnded);
        Assert.Contains("Call call-1: voicemail message 1 of 4 s kept", _booth.Lines);
    }

    [Fact]
    public void Anonymous_caller_leaves_an_anonymous_message()
    {
        _booth.NewCall(port => new FakeCall(port) { Caller = null });
        Record();
        _booth.Port.Spoken = SpokenSounds.Said(5, TimeSpan.FromSeconds(2));
        _booth.Call.HangUp();
        _booth.Settle();
        Assert.Null(Assert.Single(_booth.Mail.List(Booth.Anna)).Caller);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Hash_ends_the_recording_whether_it_comes_in_RTP_or_by_INFO(bool inRtp)
    {
        Record();
        _booth.Port.Spoken = SpokenSounds.Said(5, TimeSpan.FromSeconds(3));
        Press('5');
        Assert.True(_booth.Port.IsRecording);
        Press('#');
        Assert.Equal("thank-you goodbye", _booth.Hears());
        Assert.Single(_booth.Mail.List(Booth.Anna));

        void Press(char key)
        {
            if (inRtp)
                _booth.Port.Press(key);
            else
                _booth.Call.KeyPressed!(key);
            _booth.Settle();
        }
    }

    [Fact]
    public void Key_skips_the_greeting()
    {
        _booth.Treatments.Deposit(_booth.Call, Booth.Anna, CallCause.Busy);
        _booth.Settle();
        _booth.Press("#");
        Assert.Equal("greeting-busy / beep", _booth.Hears());
        Assert.True(_booth.Port.IsRecording);
    }

    [Fact]
    public void Message_under_two_seconds_is_discarded()
    {
        Record();
        _booth.Port.Spoken = SpokenSounds.Said(5, TimeSpan.FromSeconds(1.99));
        _booth.Press("#");
        Assert.Equal("too-short goodbye", _booth.Hears());
        Assert.Empty(_booth.Mail.List(Booth.Anna));
        Assert.Equal(1, _booth.Call.TimesEnded);
    }

    [Fact]
    public void Silence_that_ended_the_recording_is_cut_off()
    {
        Record();
        _booth.Port.Spoken = [.. Tones.Tone(440, TimeSpan.FromSeconds(3)).ALaw.Span, .. Sound.Silence(TimeSpan.FromSeconds(10)).ALaw.Span];
        _booth.Port.EndRecording(RecordingEnd.Silence);
        _booth.Settle();
        Assert.Equal(TimeSpan.FromSeconds(3), Assert.Single(_booth.Mail.List(Booth.Anna)).Duration);
    }

    [Fact]
    public void Ten_seconds_of_nothing_are_no_message()
    {
        Record();
        _booth.Port.Spoken = Sound.Silence(TimeSpan.FromSeconds(10)).ALaw.ToArray();
        _booth.Port.EndRecording(RecordingEnd.Silence);
        Assert.Equal("too-short goodbye", _booth.Hears());
        Assert.Empty(_booth.Mail.List(Booth.Anna));
    }

    [Fact]
    public void Full_mailbox_says_so_instead_of_recording()
    {
        _booth.AddMessages(Booth.Anna, fresh: 2, heard: 1);
        _booth.Treatments.Deposit(_booth.Call, Booth.Anna, CallCause.Busy);
        Assert.Equal("mailbox-full goodbye", _booth.Hears());
        Assert.Null(_booth.Port.Limits);
        Assert.Equal(1, _booth.Call.TimesEnded);
    }

    [Fact]
    public void Mailbox_that_fills_up_during_the_recording_refuses_the_message()
    {
        Record();
        _booth.AddMessages(Booth.Anna, fresh: 3);
        _booth.Port.Spoken = SpokenSounds.Said(5, TimeSpan.FromSeconds(3));
        _booth.Press("#");
        Assert.Equal("mailbox-full goodbye", _booth.Hears());
        Assert.Equal(3, _booth.Mail.Counts(Booth.Anna).New);
    }

    [Fact]
    public void Caller_who_hangs_up_leaves_what_he_said()
    {
        Record();
        _booth.Port.Spoken = SpokenSounds.Said(5, TimeSpan.FromSeconds(3));
        _booth.Call.HangUp();
        _booth.Settle();
        Assert.Equal(TimeSpan.FromSeconds(3), Assert.Single(_booth.Mail.List(Booth.Anna)).Duration);
        Assert.Equal("", _booth.Port.TakeHeard());
        Assert.Equal(1, _booth.Call.TimesEnded);
        Assert.Empty(_booth.Faults);
    }

    [Fact]
    public void Bridge_that_stops_waits_until_the_message_is_kept()
    {
        Record();
        _booth.Port.Spoken = SpokenSounds.Said(5, TimeSpan.FromSeconds(3));
        _booth.Disk.IsStuck = true;
        _booth.Call.HangUp();
        var idle = _booth.Treatments.IdleAsync(default);
        _booth.Settle();
        Assert.False(idle.IsCompleted);
        _booth.Disk.IsStuck = false;
        _booth.Settle();
        Assert.True(idle.IsCompletedSuccessfully);
        Assert.Single(_booth.Mail.List(Booth.Anna));
        var again = _booth.Treatments.IdleAsync(default);
        _booth.Settle();
        Assert.True(again.IsCompletedSuccessfully);
    }

    [Fact]
    public void Caller_who_is_gone_while_the_store_is_asked_hears_nothing()
    {
        _booth.Disk.IsStuck = true;
        _booth.Treatments.Deposit(_booth.Call, Booth.Anna, CallCause.Busy);
        _booth.Settle();
        _booth.Call.HangUp();
        _booth.Disk.IsStuck = false;
        _booth.Settle();
        Assert.Equal("", _booth.Port.TakeHeard());
        Assert.Equal(1, _booth.Call.TimesEnded);
        Assert.Empty(_booth.Faults);
    }

    [Fact]
    public void Call_that_was_over_before_its_turn_is_not_answered()
    {
        _booth.Treatments.Deposit(_booth.Call, Booth.Anna, CallCause.Busy);
        _booth.Call.HangUp();
        _booth.Settle();
        Assert.False(_booth.Call.IsAnswered);
        Assert.Equal(1, _booth.Call.TimesEnded);
    }

    [Fact]
    public void Caller_without_a_usable_codec_ends_the_treatment()
    {
        _booth.NewCall(port => new FakeCall(port) { IsDeaf = true });
        _booth.Treatments.Deposit(_booth.Call, Booth.Anna, CallCause.Busy);
        _booth.Settle();
        Assert.Equal(1, _booth.Call.TimesEnded);
        Assert.Empty(_booth.Faults);
    }

    [Fact]
    public void Store_that_fails_ends_the_call_and_is_logged()
    {
        Record();
        _booth.Port.Spoken = SpokenSounds.Said(5, TimeSpan.FromSeconds(3));
        _booth.Store.Dispose();
        File.Delete(_booth.Store.Path);
        Directory.CreateDirectory(_booth.Store.Path);
        _booth.Press("#");
        _booth.Settle();
        Assert.Equal(1, _booth.Call.TimesEnded);
        Assert.StartsWith("Call call-1: voicemail or announcement failed", Assert.Single(_booth.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Caller_may_hang_up_at_any_moment()
    {
        for (var after = TimeSpan.Zero; after < TimeSpan.FromSeconds(1.2); after += TimeSpan.FromMilliseconds(20))
        {
            _booth.NewCall();
            _booth.Treatments.Deposit(_booth.Call, Booth.Anna, CallCause.Busy);
            _booth.Advance(after);
            _booth.Press("#");
            _booth.Advance(TimeSpan.FromMilliseconds(10));
            _booth.Call.HangUp();
            _booth.Advance(TimeSpan.FromMilliseconds(50));
            Assert.Equal(1, _booth.Call.TimesEnded);
            Assert.True(_booth.Port.IsReleased);
            Assert.False(_booth.Port.IsListenedTo);
        }
        Assert.Empty(_booth.Faults);
        Assert.Empty(_booth.Mail.List(Booth.Anna));
    }

    private void Record()
    {
        _booth.Treatments.Deposit(_booth.Call, Booth.Anna, CallCause.NoAnswer);
        Assert.Equal("greeting-no-answer beep", _booth.Hears(TimeSpan.FromSeconds(1)));
        Assert.True(_booth.Port.IsRecording);
    }
}
