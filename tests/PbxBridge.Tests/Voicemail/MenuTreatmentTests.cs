using PbxBridge.Media.Sounds;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage.Voicemail;

namespace PbxBridge.Tests.Voicemail;

public sealed class MenuTreatmentTests : IDisposable
{
    private readonly Booth _booth = new();

    public void Dispose() => _booth.Dispose();

    [Theory]
    [InlineData(0, 0, "no-messages")]
    [InlineData(1, 0, "one-new-message")]
    [InlineData(2, 0, "you-have n2f new-messages-few")]
    [InlineData(4, 0, "you-have n4 new-messages-few")]
    [InlineData(5, 0, "you-have n5 new-messages-many")]
    [InlineData(12, 0, "you-have n12 new-messages-many")]
    [InlineData(22, 0, "you-have n20 n2f new-messages-few")]
    [InlineData(0, 1, "no-new-messages one-old-message")]
    [InlineData(0, 2, "no-new-messages you-have n2f old-messages-few")]
    [InlineData(1, 5, "one-new-message you-have n5 old-messages-many")]
    [InlineData(22, 22, "you-have n20 n2f new-messages-few you-have n20 n2f old-messages-few")]
    public void Menu_begins_with_the_counts_in_good_Polish(int fresh, int heard, string counts)
    {
        _booth.AddMessages(Booth.Anna, fresh, heard);
        _booth.Treatments.Menu(_booth.Call, Booth.Anna);
        Assert.Equal($"{counts} menu", _booth.Hears());
        Assert.True(_booth.Call.IsAnswered);
    }

    [Fact]
    public void Menu_speaks_the_company_s_language()
    {
        using var english = new Booth(Language.English);
        english.AddMessages(Booth.Anna, 2);
        english.Treatments.Menu(english.Call, Booth.Anna);
        Assert.Equal("en:you-have en:n2f en:new-messages-few en:menu", english.Hears());
    }

    [Fact]
    public void Hash_ends_the_call_with_a_goodbye()
    {
        Open();
        _booth.Press("#");
        Assert.Equal("goodbye", _booth.Hears());
        Assert.Equal(1, _booth.Call.TimesEnded);
    }

    [Fact]
    public void Star_says_the_menu_again()
    {
        Open();
        _booth.Press("*");
        Assert.Equal("no-messages menu", _booth.Hears());
    }

    [Fact]
    public void Other_key_is_invalid_and_the_menu_comes_again()
    {
        Open();
        _booth.Press("7");
        Assert.Equal("invalid-key no-messages menu", _booth.Hears());
    }

    [Fact]
    public void Three_silences_end_the_call()
    {
        Open();
        Assert.Equal("no-messages menu no-messages menu", _booth.Hears(TimeSpan.FromSeconds(13)));
        Assert.Equal(0, _booth.Call.TimesEnded);
        Assert.Equal("goodbye", _booth.Hears());
        Assert.Equal(1, _booth.Call.TimesEnded);
    }

    [Fact]
    public void Key_is_waited_for_five_seconds()
    {
        _booth.Treatments.Menu(_booth.Call, Booth.Anna);
        Assert.Equal("no-messages menu", _booth.Hears(TimeSpan.FromSeconds(0.44) + TimeSpan.FromSeconds(4.9)));
        Assert.Equal("no-messages menu", _booth.Hears(TimeSpan.FromSeconds(0.2)));
    }

    [Theory]
    [InlineData("1", "no-new-messages")]
    [InlineData("2", "no-old-messages")]
    public void Empty_list_says_so_and_goes_back(string key, string said)
    {
        Open();
        _booth.Press(key);
        Assert.Equal($"{said} no-messages menu", _booth.Hears());
    }

    [Fact]
    public void New_message_that_was_played_counts_as_heard()
    {
        OpenWith(fresh: 2, "you-have n2f new-messages-few");
        _booth.Press("1");
        Assert.Equal("message-number n1 said-1 message-menu", _booth.Hears());
        Assert.Equal(new MessageCounts(1, 1), Counts);
    }

    [Fact]
    public void One_plays_the_message_again()
    {
        Listen();
        _booth.Press("1");
        Assert.Equal("message-number n1 said-1 message-menu", _booth.Hears());
    }

    [Fact]
    public void Two_saves_and_plays_the_next_one()
    {
        Listen();
        _booth.Press("2");
        Assert.Equal("message-saved message-number n2 said-2 message-menu", _booth.Hears());
    }

    [Fact]
    public void Three_deletes_and_the_last_message_ends_the_list()
    {
        Listen();
        _booth.Press("3");
        Assert.Equal("message-deleted message-number n2 said-2 message-menu", _booth.Hears());
        _booth.Press("3");
        Assert.Equal("message-deleted end-of-messages no-messages menu", _booth.Hears());
        Assert.Equal(new MessageCounts(0, 0), Counts);
        Assert.Empty(_booth.Mail.List(Booth.Anna));
    }

    [Fact]
    public void Hash_goes_to_the_next_message()
    {
        Listen();
        _booth.Press("#");
        Assert.Equal("message-number n2 said-2 message-menu", _booth.Hears());
    }

    [Fact]
    public void Star_goes_back_to_the_menu()
    {
        Listen();
        _booth.Press("*");
        Assert.Equal("one-new-message one-old-message menu", _booth.Hears());
    }

    [Fact]
    public void Invalid_key_repeats_the_choices_not_the_message()
    {
        Listen();
        _booth.Press("9");
        Assert.Equal("invalid-key message-menu", _booth.Hears());
    }

    [Fact]
    public void Three_silences_after_a_message_end_the_call()
    {
        Listen();
        Assert.Equal("message-menu message-menu goodbye", _booth.Hears(TimeSpan.FromSeconds(16)));
        Assert.Equal(1, _booth.Call.TimesEnded);
    }

    [Fact]
    public void Message_that_is_skipped_before_its_end_stays_new()
    {
        OpenWith(fresh: 2, "you-have n2f new-messages-few");
        _booth.Press("1#");
        Assert.Equal("message-number n1 said-1 / message-number n2 said-2 message-menu", _booth.Hears());
        Assert.Equal(new MessageCounts(1, 1), Counts);
        Assert.True(_booth.Mail.List(Booth.Anna)[0].IsNew);
    }

    [Fact]
    public void Message_that_is_saved_before_its_end_counts_as_heard()
    {
        OpenWith(fresh: 2, "you-have n2f new-messages-few");
        _booth.Press("12");
        Assert.False(_booth.Mail.List(Booth.Anna)[0].IsNew);
    }

    [Fact]
    public void Saved_messages_are_under_two()
    {
        _booth.AddMessages(Booth.Anna, fresh: 1, heard: 1);
        _booth.Treatments.Menu(_booth.Call, Booth.Anna);
        _booth.Hears();
        _booth.Press("2");
        Assert.Equal("message-number n1 said-2 message-menu", _booth.Hears());
    }

    [Fact]
    public void Message_that_is_gone_meanwhile_is_left_out()
    {
        Listen();
        _booth.Mail.Delete(_booth.Mail.List(Booth.Anna)[1].Id);
        _booth.Press("2");
        Assert.Equal("message-saved end-of-messages no-new-messages one-old-message menu", _booth.Hears());
    }

    [Fact]
    public void Message_that_cannot_be_played_is_left_out_and_logged()
    {
        _booth.Mail.Add(Booth.Anna, new NewMessage(null, "c", _booth.Time.GetUtcNow(), TimeSpan.FromSeconds(3), [0]));
        Open("one-new-message");
        _booth.Press("1");
        Assert.Equal("end-of-messages one-new-message menu", _booth.Hears());
        Assert.Contains("Call call-1: a stored message cannot be played: not a WAV file", _booth.Lines);
    }

    [Fact]
    public void Keys_typed_ahead_answer_questions_not_yet_asked()
    {
        _booth.AddMessages(Booth.Anna, fresh: 1);
        _booth.Treatments.Menu(_booth.Call, Booth.Anna);
        _booth.Settle();
        _booth.Press("13#");
        Assert.Equal("/ message-number n1 said-1 / message-deleted / goodbye", _booth.Hears());
        Assert.Equal(new MessageCounts(0, 0), Counts);
    }

    [Fact]
    public void Key_that_comes_in_RTP_and_by_INFO_was_pressed_once()
    {
        Listen();
        _booth.Port.Press('2');
        _booth.Call.KeyPressed!('2');
        _booth.Settle();
        Assert.Equal("message-saved message-number n2 said-2 message-menu", _booth.Hears());
        Assert.True(_booth.Port.IsListenedTo);
    }

    [Fact]
    public void Own_greeting_is_recorded_and_kept()
    {
        OpenGreeting();
        _booth.Press("1");
        Assert.Equal("record-greeting beep", _booth.Hears());
        var spoken = SpokenSounds.Said(4, TimeSpan.FromSeconds(3));
        _booth.Port.Spoken = spoken;
        _booth.Press("#");
        Assert.Equal("greeting-saved no-messages menu", _booth.Hears());
        Assert.Equal(WavFile.Write(spoken), _booth.Mail.Greeting(Booth.Anna));
        Assert.Equal(TimeSpan.FromSeconds(60), _booth.Port.Limits!.Max);
    }

    [Fact]
    public void Greeting_under_a_second_is_not_kept()
    {
        OpenGreeting();
        _booth.Press("1");
        _booth.Hears();
        _booth.Port.Spoken = SpokenSounds.Said(4, TimeSpan.FromSeconds(0.99));
        _booth.Press("#");
        Assert.Equal("too-short no-messages menu", _booth.Hears());
        Assert.Null(_booth.Mail.Greeting(Booth.Anna));
    }

    [Fact]
    public void Greeting_that_a_hang_up_cut_off_is_not_kept()
    {
        OpenGreeting();
        _booth.Press("1");
        _booth.Hears();
        _booth.Port.Spoken = SpokenSounds.Said(4, TimeSpan.FromSeconds(9));
        _booth.Call.HangUp();
        _booth.Settle();
        Assert.Null(_booth.Mail.Greeting(Booth.Anna));
        Assert.Equal(1, _booth.Call.TimesEnded);
        Assert.Empty(_booth.Faults);
    }

    [Fact]
    public void Standard_greeting_can_be_had_back()
    {
        _booth.Mail.SetGreeting(Booth.Anna, WavFile.Write(SpokenSounds.Said(9, TimeSpan.FromSeconds(1))));
        OpenGreeting();
        _booth.Press("2");
        Assert.Equal("greeting-standard no-messages menu", _booth.Hears());
        Assert.Null(_booth.Mail.Greeting(Booth.Anna));
    }

    [Theory]
    [InlineData("*", "no-messages menu")]
    [InlineData("#", "no-messages menu")]
    [InlineData("5", "invalid-key greeting-menu")]
    public void Greeting_menu_goes_back_or_asks_again(string key, string heard)
    {
        OpenGreeting();
        _booth.Press(key);
        Assert.Equal(heard, _booth.Hears());
    }

    [Fact]
    public void Three_silences_in_the_greeting_menu_end_the_call()
    {
        OpenGreeting();
        Assert.Equal("greeting-menu greeting-menu goodbye", _booth.Hears(TimeSpan.FromSeconds(16)));
        Assert.Equal(1, _booth.Call.TimesEnded);
    }

    [Fact]
    public void Caller_without_a_usable_codec_ends_the_treatment()
    {
        _booth.NewCall(port => new FakeCall(port) { IsDeaf = true });
        _booth.Treatments.Menu(_booth.Call, Booth.Anna);
        _booth.Settle();
        Assert.Equal(1, _booth.Call.TimesEnded);
        Assert.Empty(_booth.Faults);
    }

    [Theory]
    [InlineData("1213*31#*2##")]
    [InlineData("7*32#")]
    [InlineData("")]
    public void Caller_may_hang_up_at_any_moment(string keys)
    {
        _booth.AddMessages(Booth.Anna, fresh: 20, heard: 20);
        for (var step = 0; step < 6 * (keys.Length + 1); step++)
        {
            _booth.NewCall();
            _booth.Treatments.Menu(_booth.Call, Booth.Anna);
            for (var i = 0; i < step; i++)
            {
                _booth.Advance(TimeSpan.FromMilliseconds(110));
                if (i % 6 == 0 && i / 6 < keys.Length)
                    _booth.Press(keys[i / 6].ToString());
            }
            _booth.Disk.IsStuck = step % 2 == 0;
            _booth.Advance(TimeSpan.FromMilliseconds(10));
            _booth.Call.HangUp();
            _booth.Disk.IsStuck = false;
            _booth.Advance(TimeSpan.FromMilliseconds(20));
            Assert.Equal(1, _booth.Call.TimesEnded);
            Assert.True(_booth.Port.IsReleased);
            Assert.False(_booth.Port.IsListenedTo);
        }
        Assert.Empty(_booth.Faults);
    }

    private MessageCounts Counts => _booth.Mail.Counts(Booth.Anna);

    private void Open(string counts = "no-messages")
    {
        _booth.Treatments.Menu(_booth.Call, Booth.Anna);
        Assert.Equal($"{counts} menu", _booth.Hears(TimeSpan.FromSeconds(1)));
    }

    private void OpenWith(int fresh, string counts)
    {
        _booth.AddMessages(Booth.Anna, fresh);
        Open(counts);
    }

    private void OpenGreeting()
    {
        Open();
        _booth.Press("3");
        Assert.Equal("greeting-menu", _booth.Hears(TimeSpan.FromSeconds(1)));
    }

    private void Listen()
    {
        OpenWith(fresh: 2, "you-have n2f new-messages-few");
        _booth.Press("1");
        Assert.Equal("message-number n1 said-1 message-menu", _booth.Hears(TimeSpan.FromSeconds(1)));
    }
}
