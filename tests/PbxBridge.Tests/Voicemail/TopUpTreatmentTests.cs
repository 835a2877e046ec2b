using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Vouchers;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Hunting;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Vouchers;
using PbxBridge.Voicemail;

namespace PbxBridge.Tests.Voicemail;

/// <summary>VCH-4 and VCH-5 by ear: what is asked, read back and said.</summary>
public sealed class TopUpTreatmentTests : IDisposable
{
    private static readonly VoucherPepper Pepper = new(new byte[32]);
    private static readonly AccountKey Piotr = AccountKey.Prepaid("przyklad", "piotr");

    private readonly Booth _booth = new(pepper: Pepper);

    public void Dispose() => _booth.Dispose();

    [Fact]
    public void A_dialled_code_is_credited_and_the_balance_said()
    {
        _booth.Store.Accounts.Post(Piotr, new LedgerEntry("start", _booth.Time.GetUtcNow(), LedgerKind.Credit, Money.Of(2.71m)));
        Open(Vouchers(25)[0]);
        Assert.Equal("topup-done n20 n5 zloty-many topup-balance n20 n7 zloty-many n70 n1 grosz-many goodbye", _booth.Hears());
        Assert.Equal((Money.Of(27.71m), 1, 1), (_booth.Store.Accounts.Find(Piotr)?.Balance, _booth.Credits, _booth.Call.TimesEnded));
        Assert.Equal("top-up", _booth.Call.AnsweredBy);
    }

    [Fact]
    public void The_menu_asks_reads_back_and_waits_for_hash()
    {
        var code = Vouchers(10)[0];
        Open(null);
        Assert.Equal("topup-enter", _booth.Hears());
        _booth.Press(code);
        Assert.Equal($"topup-code {Digits(code)} topup-confirm", _booth.Hears());
        Assert.Null(_booth.Store.Accounts.Find(Piotr));
        _booth.Press("#");
        Assert.Equal("topup-done n10 zloty-many topup-balance n10 zloty-many goodbye", _booth.Hears());
    }

    [Fact]
    public void A_star_lets_enter_the_code_again_before_it_counts()
    {
        var code = Vouchers(10)[0];
        Open(null);
        _booth.Hears();
        _booth.Press("123#");
        Assert.Equal("topup-code n1 n2 n3 topup-confirm", _booth.Hears());
        _booth.Press("7");
        Assert.Equal("invalid-key topup-code n1 n2 n3 topup-confirm", _booth.Hears());
        _booth.Press("*");
        Assert.Equal("topup-enter", _booth.Hears());
        _booth.Press(code);
        _booth.Hears();
        _booth.Press("#");
        Assert.StartsWith("topup-done", _booth.Hears(), StringComparison.Ordinal);
        Assert.Equal(0, new TopUps(_booth.Store, Pepper).Failures(DateTimeOffset.UnixEpoch));
    }

    // VCH-5: ten seconds for the first digit, five for the others.
    [Fact]
    public void The_first_digit_is_waited_for_ten_seconds_and_the_others_for_five()
    {
        Open(null);
        Assert.Equal("topup-enter", _booth.Hears(TimeSpan.FromSeconds(0.42 + 9.9)));
        Assert.Equal("topup-enter", _booth.Hears(TimeSpan.FromSeconds(0.2)));
        _booth.Press("1");
        Assert.Equal("", _booth.Hears(TimeSpan.FromSeconds(4.9)));
        Assert.Equal("topup-code n1 topup-confirm", _booth.Hears(TimeSpan.FromSeconds(0.2)));
    }

    [Fact]
    public void A_wrong_code_may_be_entered_again_and_the_fifth_one_locks_and_says_so()
    {
        var code = Vouchers(10)[0];
        Open(null);
        _booth.Hears();
        for (var n = 0; n < 4; n++)
        {
            _booth.Press("12345678901234");
            _booth.Hears();
            _booth.Press("#");
            Assert.Equal("topup-refused topup-enter", _booth.Hears());
        }
        _booth.Press("12345678901234");
        _booth.Hears();
        _booth.Press("#");
        Assert.Equal("topup-refused topup-locked goodbye", _booth.Hears());
        _booth.NewCall(port => new FakeCall(port) { Id = "call-2" });
        Open(code);
        Assert.Equal("topup-locked goodbye", _booth.Hears());
        Assert.Equal(Money.Zero, _booth.Store.Accounts.Find(Piotr)?.Balance);
    }

    [Fact]
    public void An_own_used_voucher_is_called_used_and_anybody_elses_wrong()
    {
        var code = Vouchers(10)[0];
        Open(code);
        _booth.Hears();
        _booth.NewCall(port => new FakeCall(port) { Id = "call-2" });
        Open(code);
        Assert.Equal("topup-used goodbye", _booth.Hears());
        _booth.NewCall(port => new FakeCall(port) { Id = "call-3" });
        _booth.Treatments.TopUp(_booth.Call, new HuntCommand.OpenTopUp("przyklad", "anna", code));
        Assert.Equal("topup-refused goodbye", _booth.Hears());
    }

    [Fact]
    public void An_own_used_voucher_that_locks_the_account_is_called_used_all_the_same()
    {
        var code = Vouchers(10)[0];
        var topUps = new TopUps(_booth.Store, Pepper);
        topUps.Redeem(new TopUpRequest(Piotr, code, "first", "web"));
        for (var n = 0; n < 4; n++)
            topUps.Redeem(new TopUpRequest(Piotr, "wrong", $"r{n}", "web"));
        Open(code);
        Assert.Equal("topup-used topup-locked goodbye", _booth.Hears());
    }

    // VCH-4: guessing spread over accounts and phones.
    [Fact]
    public void Fifty_wrong_codes_of_everybody_within_an_hour_raise_an_alarm()
    {
        var topUps = new TopUps(_booth.Store, Pepper);
        for (var n = 0; n < TopUpQueue.AlarmAt - 1; n++)
            topUps.Redeem(new TopUpRequest(AccountKey.Prepaid("przyklad", $"+48601009{n:D3}"), "wrong", "r", $"phone {n}"));
        _booth.Time.Advance(TimeSpan.FromMinutes(61));
        Open("12345678901234");
        _booth.Hears();
        Assert.DoesNotContain(_booth.Lines, line => line.Contains("guesses", StringComparison.Ordinal));
        for (var n = 0; n < TopUpQueue.AlarmAt - 2; n++)
            topUps.Redeem(new TopUpRequest(AccountKey.Prepaid("przyklad", $"+48601009{n:D3}"), "wrong", "s", $"phone {n}"));
        _booth.NewCall(port => new FakeCall(port) { Id = "call-2" });
        Open("12345678901234");
        _booth.Hears();
        Assert.Contains("50 wrong voucher codes within an hour: somebody guesses", _booth.Lines);
    }

    [Fact]
    public void Keys_by_INFO_count_as_those_in_the_sound()
    {
        var code = Vouchers(10)[0];
        Open(null);
        _booth.Hears();
        foreach (var key in code)
            _booth.Call.KeyPressed!(key);
        _booth.Hears();
        _booth.Call.KeyPressed!('#');
        Assert.StartsWith("topup-done", _booth.Hears(), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_hangs_up_while_the_store_works_has_his_money_all_the_same()
    {
        _booth.Disk.IsStuck = true;
        Open(Vouchers(10)[0]);
        _booth.Hears();
        _booth.Call.HangUp();
        Assert.Null(_booth.Store.Accounts.Find(Piotr));
        _booth.Disk.IsStuck = false;
        _booth.Settle();
        Assert.Equal(Money.Of(10m), _booth.Store.Accounts.Find(Piotr)?.Balance);
    }

    [Fact]
    public void Without_a_secret_or_with_another_one_top_ups_are_not_possible_and_count_for_nobody()
    {
        using var bare = new Booth();
        bare.Treatments.TopUp(bare.Call, new HuntCommand.OpenTopUp("przyklad", "piotr", "12345678901234"));
        Assert.Equal("topup-unavailable goodbye", bare.Hears());
        Assert.Contains("Vouchers cannot be redeemed: the setting Vouchers:Secret is empty", bare.Lines);
        using var other = new Booth(pepper: new VoucherPepper([.. Enumerable.Range(1, 32).Select(n => (byte)n)]));
        other.Store.Vouchers.Create(Money.Of(10), 1, new DateOnly(2099, 1, 1), "anna", VoucherRules.Standard, Pepper);
        other.Treatments.TopUp(other.Call, new HuntCommand.OpenTopUp("przyklad", "piotr", "12345678901234"));
        Assert.Equal("topup-unavailable goodbye", other.Hears());
        Assert.Equal(0, new TopUps(other.Store, Pepper).Failures(DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void The_company_s_language_is_spoken()
    {
        using var english = new Booth(Language.English, pepper: Pepper);
        english.Treatments.TopUp(english.Call, new HuntCommand.OpenTopUp("przyklad", "piotr", null));
        Assert.Equal("en:topup-enter", english.Hears());
    }

    [Fact]
    public void No_code_is_in_the_log()
    {
        Open("12345678901234");
        _booth.Hears();
        Assert.Contains("Call call-1: top-up Refused", _booth.Lines);
        Assert.All(_booth.Lines, line => Assert.DoesNotContain("12345678", line, StringComparison.Ordinal));
    }

    private void Open(string? code) => _booth.Treatments.TopUp(_booth.Call, new HuntCommand.OpenTopUp("przyklad", "piotr", code));

    private string[] Vouchers(int value)
    {
        var (batch, vouchers) = _booth.Store.Vouchers.Create(Money.Of(value), 3, new DateOnly(2099, 1, 1), "anna", VoucherRules.Standard, Pepper);
        _booth.Store.Vouchers.Activate(batch.Id);
        return [.. vouchers.Select(voucher => voucher.Code)];
    }

    private static string Digits(string code) => string.Join(' ', code.Select(digit => $"n{digit}"));
}
