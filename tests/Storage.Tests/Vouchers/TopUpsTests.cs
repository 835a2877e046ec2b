using System.Text;
using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Vouchers;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Tests.Postgres;
using PbxBridge.Storage.Vouchers;

namespace PbxBridge.Storage.Tests.Vouchers;

/// <summary>VCH-1…6 over the real tables. It is the first of March 2026.</summary>
public abstract class TopUpsTests : IDisposable
{
    private static readonly AccountKey Piotr = AccountKey.Prepaid("przyklad", "+48601000202");
    private static readonly AccountKey Anna = AccountKey.Prepaid("przyklad", "+48601000201");
    private static readonly VoucherPepper Pepper = new([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);
    private static readonly DateOnly Until = new(2026, 12, 31);

    private readonly TemporaryStore _temporary;
    private readonly TopUps _topUps;
    private int _request;

    protected TopUpsTests(PostgresCluster? server)
    {
        _temporary = new TemporaryStore(server, options => options with { LockWait = TimeSpan.FromSeconds(30) });
        _topUps = new TopUps(_temporary.Store, Pepper);
    }

    private Store Store => _temporary.Store;

    [StoreFact]
    public void A_code_credits_its_value_once_with_a_line_under_its_serial()
    {
        var voucher = Vouchers(25m)[0];
        Assert.Equal(new RedemptionAnswer.Redeemed(Money.Of(25m), new DateOnly(2026, 4, 1)), Redeem(Piotr, voucher.Code));
        var account = Store.Accounts.Find(Piotr);
        Assert.Equal((Money.Of(25m), new DateTimeOffset(2026, 4, 1, 22, 0, 0, TimeSpan.Zero)), (account?.Balance, account?.ValidUntil));
        Assert.Equal($"voucher/{voucher.Serial}", Assert.Single(Store.Accounts.Ledger(Piotr)).Reference);
        Assert.IsType<RedemptionAnswer.Refused>(Redeem(Anna, voucher.Code));
        Assert.Null(Store.Accounts.Find(Anna)?.ValidUntil);
        Assert.Equal((0, 0, 1, 0), Counts());
    }

    [StoreFact]
    public void The_same_request_gets_the_same_answer_and_another_one_learns_that_it_was_his()
    {
        var voucher = Vouchers(50m)[0];
        var request = new TopUpRequest(Piotr, voucher.Code, "r1", "web");
        var first = _topUps.Redeem(request);
        Assert.Equal(first, _topUps.Redeem(request));
        // The id counts, not what comes with it.
        Assert.Equal(first, _topUps.Redeem(request with { Code = "00000000000000" }));
        Assert.IsType<RedemptionAnswer.AlreadyYours>(Redeem(Piotr, voucher.Code));
        Assert.Equal(Money.Of(50m), Store.Accounts.Find(Piotr)?.Balance);
    }

    [StoreFact]
    public void Many_who_enter_one_code_at_once_share_one_credit()
    {
        var voucher = Vouchers(100m)[0];
        var answers = new RedemptionAnswer[12];
        Parallel.For(0, answers.Length, n => answers[n] = _topUps.Redeem(
            new TopUpRequest(AccountKey.Prepaid("przyklad", $"+4860100{n:D4}"), voucher.Code, "r", $"phone {n}")));
        Assert.Single(answers.OfType<RedemptionAnswer.Redeemed>());
        Assert.Equal(11, answers.OfType<RedemptionAnswer.Refused>().Count());
        Assert.Equal((0, 0, 1, 0), Counts());
        Assert.Equal(100m, Enumerable.Range(0, 12).Sum(n => Store.Accounts.Find(AccountKey.Prepaid("przyklad", $"+4860100{n:D4}"))?.Balance.Amount ?? 0));
    }

    [StoreFact]
    public void One_account_that_enters_one_code_many_times_at_once_is_credited_once()
    {
        var voucher = Vouchers(100m)[0];
        Parallel.For(0, 8, n => _topUps.Redeem(new TopUpRequest(Piotr, voucher.Code, n % 2 == 0 ? "same" : $"r{n}", "web")));
        Assert.Equal(Money.Of(100m), Store.Accounts.Find(Piotr)?.Balance);
        Assert.Null(TopUps.LockedUntil(Store, Piotr));
    }

    [StoreFact]
    public void Codes_are_14_digits_with_a_check_digit_returned_once_and_stored_only_as_a_hash()
    {
        var (batch, vouchers) = Store.Vouchers.Create(Money.Of(10m), 50, Until, "anna", VoucherRules.Standard, Pepper);
        Assert.Equal((50, 50, Money.Of(10m), Until, "anna"), (batch.Count, batch.Created, batch.Value, batch.ValidUntil, batch.Author));
        Assert.Equal(50, vouchers.Select(voucher => voucher.Code).Distinct().Count());
        Assert.All(vouchers, voucher => Assert.True(VoucherCode.TryParse(voucher.Code, out _)));
        Assert.Equal($"{batch.Id}-000001", vouchers[0].Serial);
        var stored = Store.Database.Read(db => string.Join('\n', db.Query<string>("SELECT serial || ' ' || code FROM voucher")));
        Assert.All(vouchers, voucher => Assert.DoesNotContain(voucher.Code, stored, StringComparison.Ordinal));
        Assert.Contains(Pepper.Hash(Read(vouchers[0].Code)), stored, StringComparison.Ordinal);
        if (Store.Options.PostgreSql.Length == 0)
            Assert.DoesNotContain(vouchers[0].Code, Encoding.Latin1.GetString(File.ReadAllBytes(Store.Path)), StringComparison.Ordinal);
    }

    [StoreFact]
    public void The_first_batch_settles_the_secret_of_a_store()
    {
        var other = new VoucherPepper(new byte[32]);
        Assert.True(Store.Vouchers.TakesSecret(other));
        Vouchers(10m);
        Assert.Equal((true, false), (Store.Vouchers.TakesSecret(Pepper), Store.Vouchers.TakesSecret(other)));
        Assert.Throws<InvalidOperationException>(() => Store.Vouchers.Create(Money.Of(10m), 1, Until, "anna", VoucherRules.Standard, other));
        Assert.Single(Store.Vouchers.Batches());
    }

    [StoreFact]
    public void A_list_says_what_became_of_each_voucher_and_never_its_code()
    {
        var vouchers = Vouchers(10m, 3);
        Redeem(Piotr, vouchers[1].Code);
        var rows = Store.Vouchers.Vouchers(Store.Vouchers.Batches()[0].Id);
        Assert.Equal(vouchers.Select(voucher => voucher.Serial), rows.Select(row => row.Serial));
        Assert.Equal([VoucherState.Active, VoucherState.Redeemed, VoucherState.Active], rows.Select(row => row.State));
        Assert.Equal((_temporary.Time.GetUtcNow(), "przyklad"), (rows[1].RedeemedAt, rows[1].Company));
        Assert.Equal((null, null), (rows[0].RedeemedAt, rows[0].Company));
        Assert.Empty(Store.Vouchers.Vouchers(99));
    }

    [StoreFact]
    public void A_voucher_counts_only_between_activation_and_expiry_and_not_when_it_is_blocked()
    {
        var (batch, vouchers) = Store.Vouchers.Create(Money.Of(10m), 3, new DateOnly(2026, 3, 2), "anna", VoucherRules.Standard, Pepper);
        Assert.IsType<RedemptionAnswer.Refused>(Redeem(Piotr, vouchers[0].Code));
        Assert.Equal(3, Store.Vouchers.Activate(batch.Id));
        Assert.Equal(0, Store.Vouchers.Activate(batch.Id));
        // 22:59 UTC is 23:59 of the last day in Warsaw.
        _temporary.Time.Set(new DateTimeOffset(2026, 3, 2, 22, 59, 59, TimeSpan.Zero));
        Assert.IsType<RedemptionAnswer.Redeemed>(Redeem(Piotr, vouchers[0].Code));
        _temporary.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<RedemptionAnswer.Refused>(Redeem(Piotr, vouchers[1].Code));
        Assert.Equal(2, Store.Vouchers.Block(batch.Id));
        Assert.Equal((0, 0, 1, 2), Counts());
    }

    [StoreFact]
    public void Five_wrong_codes_one_after_the_other_lock_the_account_for_a_day()
    {
        var vouchers = Vouchers(10m, 3);
        for (var n = 0; n < 4; n++)
            Assert.IsType<RedemptionAnswer.Refused>(Redeem(Piotr, $"1234567890{n}", "web"));
        // A right one starts the count anew.
        Assert.IsType<RedemptionAnswer.Redeemed>(Redeem(Piotr, vouchers[0].Code));
        for (var n = 0; n < 5; n++)
            Assert.IsType<RedemptionAnswer.Refused>(Redeem(Piotr, $"9876543210{n}", "web"));
        Assert.IsType<RedemptionAnswer.Locked>(Redeem(Piotr, vouchers[1].Code));
        Assert.Equal(_temporary.Time.GetUtcNow().AddHours(24), TopUps.LockedUntil(Store, Piotr));
        Assert.IsType<RedemptionAnswer.Redeemed>(Redeem(Anna, vouchers[1].Code));
        _temporary.Reopen();
        var again = new TopUps(Store, Pepper);
        Assert.IsType<RedemptionAnswer.Locked>(again.Redeem(new TopUpRequest(Piotr, vouchers[2].Code, "late", "web")));
        _temporary.Time.Advance(TimeSpan.FromHours(24));
        // The attempt that was not looked at may be made again with its own id.
        Assert.IsType<RedemptionAnswer.Redeemed>(again.Redeem(new TopUpRequest(Piotr, vouchers[2].Code, "late", "web")));
    }

    [StoreFact]
    public void An_administrator_opens_a_locked_account()
    {
        var voucher = Vouchers(10m)[0];
        for (var n = 0; n < 5; n++)
            Redeem(Piotr, "wrong");
        Assert.IsType<RedemptionAnswer.Locked>(Redeem(Piotr, voucher.Code));
        TopUps.Unlock(Store, Piotr);
        Assert.Null(TopUps.LockedUntil(Store, Piotr));
        Assert.IsType<RedemptionAnswer.Redeemed>(Redeem(Piotr, voucher.Code));
    }

    [StoreFact]
    public void An_own_used_code_counts_as_one_wrong_code_however_often_it_is_entered()
    {
        var voucher = Vouchers(10m)[0];
        Redeem(Piotr, voucher.Code);
        for (var n = 0; n < 10; n++)
            Assert.IsType<RedemptionAnswer.AlreadyYours>(Redeem(Piotr, voucher.Code));
        for (var n = 0; n < 3; n++)
            Redeem(Piotr, "wrong");
        Assert.Null(TopUps.LockedUntil(Store, Piotr));
        Redeem(Piotr, "wrong");
        Assert.NotNull(TopUps.LockedUntil(Store, Piotr));
    }

    [StoreFact]
    public void One_source_has_twenty_wrong_codes_an_hour_for_all_accounts()
    {
        var voucher = Vouchers(10m)[0];
        for (var n = 0; n < 20; n++)
            Assert.IsType<RedemptionAnswer.Refused>(_topUps.Redeem(new TopUpRequest(AccountKey.Prepaid("przyklad", $"+4860100{n:D4}"), "wrong", "r", "192.0.2.1")));
        Assert.Equal(20, _topUps.Failures(_temporary.Time.GetUtcNow()));
        Assert.IsType<RedemptionAnswer.Locked>(Redeem(Piotr, voucher.Code, "192.0.2.1"));
        Assert.IsType<RedemptionAnswer.Refused>(Redeem(Anna, "wrong", "192.0.2.2"));
        _temporary.Time.Advance(TimeSpan.FromHours(1));
        Assert.IsType<RedemptionAnswer.Redeemed>(Redeem(Piotr, voucher.Code, "192.0.2.1"));
        Assert.Equal(0, _topUps.Failures(_temporary.Time.GetUtcNow()));
    }

    [StoreFact]
    public void Wrong_codes_are_remembered_for_a_month()
    {
        Redeem(Piotr, "wrong");
        _temporary.Time.Advance(TimeSpan.FromDays(30));
        Store.DeleteExpired();
        Assert.Equal(1, _topUps.Failures(DateTimeOffset.UnixEpoch));
        _temporary.Time.Advance(TimeSpan.FromSeconds(1));
        Store.DeleteExpired();
        Assert.Equal(0, _topUps.Failures(DateTimeOffset.UnixEpoch));
    }

    [StoreFact]
    public void A_top_up_never_makes_a_balance_end_earlier()
    {
        var (large, small) = (Vouchers(200m)[0], Vouchers(10m)[0]);
        Redeem(Piotr, large.Code);
        var until = Store.Accounts.Find(Piotr)?.ValidUntil;
        Assert.Equal(new DateTimeOffset(2026, 9, 1, 22, 0, 0, TimeSpan.Zero), until);
        Assert.Equal(new RedemptionAnswer.Redeemed(Money.Of(10m), new DateOnly(2026, 9, 1)), Redeem(Piotr, small.Code));
        Assert.Equal(until, Store.Accounts.Find(Piotr)?.ValidUntil);
    }

    [StoreFact]
    public void Only_known_values_are_made_and_only_prepaid_accounts_are_topped_up()
    {
        Assert.Throws<ArgumentException>(() => Store.Vouchers.Create(Money.Of(7m), 1, Until, "anna", VoucherRules.Standard, Pepper));
        Assert.Throws<ArgumentException>(() => Redeem(SampleCharge.LimitOf(SampleCharge.Anna), "12345678901234"));
        Assert.Empty(Store.Vouchers.Batches());
    }

    public void Dispose()
    {
        Assert.Empty(Store.Accounts.Discrepancies());
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private RedemptionAnswer Redeem(AccountKey account, string code, string source = "web") =>
        _topUps.Redeem(new TopUpRequest(account, code, $"request {++_request}", source + (source == "web" ? $" {_request}" : "")));

    private PrintedVoucher[] Vouchers(decimal value, int count = 1)
    {
        var (batch, vouchers) = Store.Vouchers.Create(Money.Of(value), count, Until, "anna", VoucherRules.Standard, Pepper);
        Assert.Equal(count, Store.Vouchers.Activate(batch.Id));
        return [.. vouchers];
    }

    /// <summary>Of the newest batch.</summary>
    private (int, int, int, int) Counts()
    {
        var batch = Store.Vouchers.Batches()[0];
        return (batch.Created, batch.Active, batch.Redeemed, batch.Blocked);
    }

    private static VoucherCode Read(string text) => VoucherCode.TryParse(text, out var code) ? code : throw new ArgumentException(text, nameof(text));

    public sealed class OnSqlite() : TopUpsTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : TopUpsTests(server);
}
