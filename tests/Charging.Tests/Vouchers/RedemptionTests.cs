using System.Globalization;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Vouchers;
using static PbxBridge.Charging.Vouchers.RedemptionAnswer;

namespace PbxBridge.Charging.Tests.Vouchers;

public sealed class RedemptionTests
{
    private static readonly VoucherRules Rules = VoucherRules.Standard;
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly Voucher Ten = new("S1", Money.Of(10), VoucherState.Active, Today, null);

    private AccountLock _lock = AccountLock.Open;
    private SourceFailures _source = SourceFailures.None;
    private DateTimeOffset _now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_active_voucher_adds_its_value()
    {
        var answer = Enter(Ten);
        Assert.Equal(new Redeemed(Money.Of(10), new(2026, 11, 29)), answer);
        Assert.Equal("Doładowano 10,00 zł. Konto ważne do 2026-11-29.", answer.Text.Polish.Replace('\u00A0', ' '));
    }

    // VCH-4: strangers learn nothing.
    [Theory]
    [InlineData(VoucherState.Created, null)]
    [InlineData(VoucherState.Redeemed, "other")]
    [InlineData(VoucherState.Blocked, null)]
    [InlineData(VoucherState.Expired, null)]
    public void Whatever_is_wrong_with_a_code_is_told_in_the_same_words(VoucherState state, string? by)
    {
        Assert.Equal(new Refused(), Enter(Ten with { State = state, RedeemedBy = by }));
        Assert.Equal(new Refused(), Enter(null));
        Assert.Equal(new Refused(), Enter(Ten with { ValidUntil = Today.AddDays(-1) }));
        Assert.Equal(3, _lock.Failures);
    }

    // C8 goes before VCH-4.
    [Fact]
    public void Five_wrong_codes_close_top_up_for_a_day()
    {
        for (var n = 1; n <= 4; n++)
        {
            Assert.Equal(new Refused(), Enter(null));
            Assert.False(_lock.IsLocked(_now));
        }

        Assert.Equal(new Refused(), Enter(null));
        Assert.Equal(new Locked(), Enter(Ten));
        _now = _now.AddHours(24).AddTicks(-1);
        Assert.Equal(new Locked(), Enter(Ten));
        _now = _now.AddTicks(1);
        Assert.IsType<Redeemed>(Enter(Ten));
    }

    [Fact]
    public void After_a_lock_four_more_may_be_wrong_and_a_person_may_open_it()
    {
        Wrong(5);
        _now = _now.AddHours(24);
        Wrong(4);
        Assert.False(_lock.IsLocked(_now));
        Wrong(1);
        Assert.True(_lock.IsLocked(_now));
        _lock = AccountLock.Open;
        Assert.IsType<Redeemed>(Enter(Ten));
    }

    [Fact]
    public void A_right_code_begins_the_count_anew()
    {
        Wrong(4);
        Assert.IsType<Redeemed>(Enter(Ten));
        Wrong(4);
        Assert.False(_lock.IsLocked(_now));
    }

    // VCH-3.
    [Fact]
    public void The_own_used_code_is_told_and_counts_once()
    {
        var used = Ten with { State = VoucherState.Redeemed, RedeemedBy = "anna" };
        for (var n = 0; n < 10; n++)
        {
            Assert.Equal(new AlreadyYours(), Enter(used));
        }

        Assert.Equal((1, 1), (_lock.Failures, _source.At.Length));
        Assert.Equal(new AlreadyYours(), Enter(used with { Serial = "S2" }));
        Assert.Equal(2, _lock.Failures);
    }

    [Fact]
    public void Twenty_failures_of_one_source_within_an_hour_stop_it_whatever_the_account()
    {
        for (var n = 0; n < 20; n++)
        {
            _lock = AccountLock.Open;
            Wrong(1);
            _now = _now.AddMinutes(2);
        }

        _lock = AccountLock.Open;
        Assert.Equal(new Locked(), Enter(Ten));
        Assert.Equal(0, _lock.Failures);

        // The first of them was an hour ago.
        _now = _now.AddMinutes(20);
        Assert.IsType<Redeemed>(Enter(Ten));
        Assert.Equal(20, _source.At.Length);
    }

    // VCH-6.
    [Theory]
    [InlineData(5, null, "2026-11-29")]
    [InlineData(10, null, "2026-11-29")]
    [InlineData(25, null, "2026-12-22")]
    [InlineData(30, null, "2026-12-22")]
    [InlineData(50, null, "2027-02-22")]
    [InlineData(100, null, "2027-02-22")]
    [InlineData(200, null, "2027-05-22")]
    [InlineData(10, "2026-11-25", "2026-11-29")]
    [InlineData(10, "2026-12-25", "2026-12-25")]
    [InlineData(10, "2025-01-01", "2026-11-29")]
    public void A_greater_top_up_is_good_for_longer_and_none_shortens(int value, string? before, string until) => Assert.Equal(
        Day(until), Rules.GoodUntil(Money.Of(value), Today, before is null ? null : Day(before)));

    [Fact]
    public void Months_end_with_their_last_day() => Assert.Equal(new DateOnly(2027, 2, 28), Rules.GoodUntil(Money.Of(25), new(2027, 1, 31), null));

    [Theory]
    [InlineData("5", true)]
    [InlineData("200", true)]
    [InlineData("20", false)]
    [InlineData("5.01", false)]
    public void Vouchers_have_certain_values(string value, bool isOne) => Assert.Equal(isOne, Rules.IsFaceValue(Amounts.MoneyTests.Read(value)));

    private RedemptionAnswer Enter(Voucher? found)
    {
        var step = Redemption.Of(new("anna", found, _lock, _source, null, Today, _now), Rules);
        (_lock, _source) = (step.Lock, step.Source);
        return step.Answer;
    }

    private void Wrong(int times)
    {
        for (var n = 0; n < times; n++)
        {
            Assert.Equal(new Refused(), Enter(null));
        }
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
