using PbxBridge.Storage.Voicemail;

namespace PbxBridge.Tests.Voicemail;

public sealed class MailboxLoginTests : IDisposable
{
    private readonly Booth _booth = new();

    public void Dispose() => _booth.Dispose();

    [Theory]
    [InlineData("201#")]
    [InlineData("601000201#")]
    [InlineData("48601000201#")]
    [InlineData("9*201#")]
    public void Mailbox_opens_with_its_number_and_PIN(string number)
    {
        _booth.AddMessages(Booth.Anna, fresh: 1);
        Call();
        _booth.Press(number);
        Assert.Equal("enter-pin", _booth.Hears());
        _booth.Press("1234#");
        Assert.Equal("one-new-message menu", _booth.Hears());
    }

    [Fact]
    public void Line_s_mailbox_opens_too_and_eight_digits_need_no_hash()
    {
        _booth.AddMessages(Booth.Line, fresh: 2);
        Call();
        _booth.Press("600#");
        _booth.Hears();
        _booth.Press("87654321");
        Assert.Equal("you-have n2f new-messages-few menu", _booth.Hears());
    }

    [Fact]
    public void Hash_after_the_eighth_digit_is_not_taken_for_an_answer_to_the_menu()
    {
        Call();
        _booth.Press("600#");
        _booth.Hears();
        _booth.Press("87654321#");
        Assert.Equal("no-messages menu", _booth.Hears());
        _booth.Press("#");
        Assert.Equal("goodbye", _booth.Hears());
    }

    [Fact]
    public void Pause_of_five_seconds_ends_what_is_typed()
    {
        Call();
        _booth.Press("201");
        Assert.Equal("", _booth.Hears(TimeSpan.FromSeconds(4.9)));
        Assert.Equal("enter-pin", _booth.Hears(TimeSpan.FromSeconds(0.2)));
        _booth.Press("1234");
        Assert.Equal("no-messages menu", _booth.Hears(TimeSpan.FromSeconds(5.2)));
    }

    [Fact]
    public void Three_wrong_PINs_end_the_call()
    {
        Call();
        _booth.Press("201#");
        _booth.Hears();
        _booth.Press("1111#");
        Assert.Equal("wrong-pin enter-pin", _booth.Hears());
        _booth.Press("2222#");
        Assert.Equal("wrong-pin enter-pin", _booth.Hears());
        _booth.Press("3333#");
        Assert.Equal("wrong-pin goodbye", _booth.Hears());
        Assert.Equal(1, _booth.Call.TimesEnded);
        Assert.Equal(new PinState(4, false), _booth.Mail.RecordPinFailure(Booth.Anna));
    }

    [Fact]
    public void Right_PIN_after_two_wrong_ones_opens_and_forgets_them()
    {
        Call();
        _booth.Press("201#");
        _booth.Press("1#");
        _booth.Hears();
        _booth.Press("2#");
        _booth.Hears();
        _booth.Press("1234#");
        Assert.Equal("no-messages menu", _booth.Hears());
        Assert.Equal(new PinState(1, false), _booth.Mail.RecordPinFailure(Booth.Anna));
    }

    [Fact]
    public void Tenth_wrong_PIN_locks_the_mailbox_and_the_right_one_opens_it_no_more()
    {
        for (var i = 0; i < 9; i++)
            _booth.Mail.RecordPinFailure(Booth.Anna);
        Call();
        _booth.Press("201#");
        _booth.Hears();
        _booth.Press("9999#");
        Assert.Equal("locked goodbye", _booth.Hears());
        Assert.Equal(1, _booth.Call.TimesEnded);

        _booth.NewCall();
        Call();
        _booth.Press("201#");
        _booth.Hears();
        _booth.Press("1234#");
        Assert.Equal("locked goodbye", _booth.Hears());

        _booth.Mail.ResetPinLock(Booth.Anna);
        _booth.NewCall();
        Call();
        _booth.Press("201#");
        _booth.Hears();
        _booth.Press("1234#");
        Assert.Equal("no-messages menu", _booth.Hears());
    }

    [Fact]
    public void Owner_s_own_phone_opens_a_locked_mailbox()
    {
        for (var i = 0; i < 10; i++)
            _booth.Mail.RecordPinFailure(Booth.Anna);
        _booth.Treatments.Menu(_booth.Call, Booth.Anna);
        Assert.Equal("no-messages menu", _booth.Hears());
    }

    [Fact]
    public void Hash_alone_is_a_try_but_no_guess()
    {
        Call();
        _booth.Press("201#");
        _booth.Hears();
        _booth.Press("#");
        Assert.Equal("wrong-pin enter-pin", _booth.Hears());
        Assert.Equal(new PinState(1, false), _booth.Mail.RecordPinFailure(Booth.Anna));
    }

    [Theory]
    [InlineData("777#")]
    [InlineData("202#")]
    [InlineData("500#")]
    [InlineData("#")]
    public void Number_without_a_mailbox_or_PIN_sounds_like_a_wrong_PIN(string number)
    {
        Call();
        _booth.Press(number);
        Assert.Equal("enter-pin", _booth.Hears());
        _booth.Press("1234#");
        Assert.Equal("wrong-pin enter-pin", _booth.Hears());
        Assert.Empty(_booth.Faults);
    }

    [Fact]
    public void Caller_of_no_company_cannot_open_anything()
    {
        _booth.NewCall(port => new FakeCall(port) { Company = null });
        Call();
        _booth.Press("201#");
        _booth.Hears();
        _booth.Press("1234#");
        Assert.Equal("wrong-pin enter-pin", _booth.Hears());
    }

    [Fact]
    public void Silence_when_asked_for_the_number_or_the_PIN_ends_the_call()
    {
        Call();
        Assert.Equal("enter-number enter-number goodbye", _booth.Hears(TimeSpan.FromSeconds(17)));
        _booth.NewCall();
        Call();
        _booth.Press("201#");
        Assert.Equal("enter-pin enter-pin enter-pin goodbye", _booth.Hears(TimeSpan.FromSeconds(17)));
        Assert.Equal(1, _booth.Call.TimesEnded);
    }

    [Fact]
    public void Keys_typed_ahead_of_the_verdict_do_not_count()
    {
        Call();
        _booth.Press("201#");
        _booth.Hears();
        _booth.Disk.IsStuck = true;
        _booth.Press("1111#55");
        _booth.Disk.IsStuck = false;
        Assert.Equal("wrong-pin enter-pin", _booth.Hears());
    }

    [Fact]
    public void No_line_of_the_log_tells_what_was_typed()
    {
        Call();
        _booth.Press("201#");
        _booth.Hears();
        foreach (var pin in (string[])["7391#", "7392#", "7393#"])
        {
            _booth.Press(pin);
            _booth.Hears();
        }
        Assert.Equal(["Call call-1: too many wrong PINs"], _booth.Lines);
    }

    [Fact]
    public void Caller_may_hang_up_at_any_moment()
    {
        const string keys = "201#1111#1234#";
        for (var step = 0; step <= keys.Length; step++)
        {
            foreach (var stuck in (bool[])[false, true])
            {
                _booth.NewCall();
                _booth.Treatments.Menu(_booth.Call, null);
                _booth.Advance(TimeSpan.FromMilliseconds(450));
                _booth.Disk.IsStuck = stuck;
                _booth.Press(keys[..step]);
                _booth.Call.HangUp();
                _booth.Disk.IsStuck = false;
                _booth.Advance(TimeSpan.FromMilliseconds(20));
                Assert.Equal(1, _booth.Call.TimesEnded);
                Assert.False(_booth.Port.IsListenedTo);
                _booth.Mail.ResetPinLock(Booth.Anna);
            }
        }
        Assert.Empty(_booth.Faults);
    }

    private void Call()
    {
        _booth.Treatments.Menu(_booth.Call, null);
        Assert.Equal("enter-number", _booth.Hears(TimeSpan.FromSeconds(1)));
    }
}
