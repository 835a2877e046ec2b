using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Quotas;
using static PbxBridge.Charging.Quotas.QuotaAnswer;

namespace PbxBridge.Charging.Tests.Quotas;

public sealed class QuotaBookTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly NodeEpoch Node = new("a", 1);
    private static readonly AccountId Own = new(1);
    private static readonly AccountId Limit = new(2);
    private static readonly SessionId Call = new("c1");
    private static readonly SessionId Second = new("c2");
    private static readonly Tariff Half = new() { Price = 0.50m, Per = TimeSpan.FromMinutes(1), Basis = PriceBasis.Gross };

    private QuotaBook _book = QuotaBook.Empty
        .With(new() { Id = Own, Kind = AccountKind.PrivatePrepaid }).With(new() { Id = Limit, Kind = AccountKind.EmployeeLimit })
        .Credit(Own, Money.Of(1), "voucher 1").Credit(Limit, Money.Of(100), "cycle 2026-11-01");

    // C6.
    [Fact]
    public void A_private_call_is_charged_slice_by_slice_and_cut_at_the_end_of_the_money()
    {
        Assert.Equal(new Granted(Seconds(60), false), On(Reserve(Call, 1)));
        Assert.Equal(("1.00", "0.50"), State(Own));
        Assert.Equal(new Granted(Seconds(120), true), On(new QuotaRequest.Update(Call, 2, Seconds(45))));
        Assert.Equal(("0.625", "0.625"), State(Own));

        // The hang-up is processed a little late: no second is charged that was not granted.
        var settled = Assert.IsType<Settled>(On(new QuotaRequest.Terminate(Call, 3, Seconds(120.3), ClosingCause.QuotaExhausted)));
        Assert.Equal((Seconds(120), "1.00"), (settled.Billed, settled.Shares.Single().Committed.ToString()));
        Assert.Equal(("0.00", "0.00"), State(Own));
        Assert.Equal(["1.00", "-0.375", "-0.625"], _book.Ledger.Where(e => e.Account == Own).Select(e => e.Amount.ToString()));
    }

    [Fact]
    public void A_short_call_frees_what_it_did_not_use()
    {
        On(Reserve(Call, 1));
        On(new QuotaRequest.Terminate(Call, 2, Seconds(6), ClosingCause.Normal));
        Assert.Equal(("0.95", "0.00"), State(Own));
    }

    [Fact]
    public void A_call_that_is_not_answered_leaves_no_trace_in_the_ledger()
    {
        On(Reserve(Call, 1));
        Assert.IsType<Released>(On(new QuotaRequest.Release(Call, 2)));
        Assert.Equal(("1.00", "0.00"), State(Own));
        Assert.Equal(2, _book.Ledger.Count);
    }

    [Fact]
    public void An_answered_call_of_no_duration_pays_its_connection_fee()
    {
        On(Reserve(Call, 1, Half with { ConnectionFee = Money.Of(0.15m) }));
        On(new QuotaRequest.Terminate(Call, 2, TimeSpan.Zero, ClosingCause.Normal));
        Assert.Equal(("0.85", "0.00"), State(Own));
    }

    // OCS-1.
    [Fact]
    public void A_repeated_request_changes_nothing_and_is_answered_the_same()
    {
        QuotaRequest[] requests = [Reserve(Call, 1), new QuotaRequest.Update(Call, 2, Seconds(45)), new QuotaRequest.Terminate(Call, 3, Seconds(80), ClosingCause.Normal)];
        foreach (var (request, i) in requests.Select((r, i) => (r, i)))
        {
            var first = On(request);
            var after = _book;
            foreach (var earlier in requests[..(i + 1)].Reverse())
            {
                On(earlier);
            }

            Assert.Equal(first, On(request));
            Assert.Same(after, _book);
        }
    }

    [Fact]
    public void A_request_that_comes_too_late_is_ignored()
    {
        On(Reserve(Call, 1));
        On(new QuotaRequest.Update(Call, 3, Seconds(45)));
        var before = _book;
        Assert.IsType<Ignored>(On(new QuotaRequest.Update(Call, 2, Seconds(40))));
        Assert.Same(before, _book);
        Assert.IsType<Settled>(On(new QuotaRequest.Terminate(Call, 4, Seconds(50), ClosingCause.Normal)));
        Assert.IsType<Settled>(On(new QuotaRequest.Update(Call, 5, Seconds(90))));
        Assert.IsType<Settled>(On(new QuotaRequest.Release(Call, 6)));
        Assert.Equal(3, _book.Sessions[Call].Answers.Count);
    }

    // Issue 3.8: several calls on one balance never overspend.
    [Fact]
    public void Two_calls_share_a_balance_and_the_third_is_refused()
    {
        Assert.Equal(new Granted(Seconds(60), false), On(Reserve(Call, 1)));
        Assert.Equal(new Granted(Seconds(15), false), On(Reserve(Second, 1)));
        Assert.Equal(new Denied(QuotaDenial.TooManyCalls), On(Reserve(new("c3"), 1)));
        Assert.Equal(new Granted(Seconds(30), false), On(new QuotaRequest.Update(Second, 2, Seconds(5))));

        // Both together have two minutes: 75 and 45 seconds.
        Assert.Equal(new Granted(Seconds(45), false), On(new QuotaRequest.Update(Second, 3, Seconds(15))));
        Assert.Equal(new Granted(Seconds(75), true), On(new QuotaRequest.Update(Call, 2, Seconds(45))));
        Assert.Equal(new Granted(Seconds(45), true), On(new QuotaRequest.Update(Second, 4, Seconds(30))));
        On(new QuotaRequest.Terminate(Second, 5, Seconds(45), ClosingCause.QuotaExhausted));
        On(new QuotaRequest.Terminate(Call, 3, Seconds(75), ClosingCause.QuotaExhausted));
        Assert.Equal(("0.00", "0.00"), State(Own));
    }

    [Fact]
    public void A_call_without_funds_is_denied_and_may_ask_anew()
    {
        Assert.Equal(new Denied(QuotaDenial.NoFunds), On(Reserve(Call, 1, Half with { ConnectionFee = Money.Of(1) })));
        Assert.Equal(("1.00", "0.00"), State(Own));
        _book = _book.Credit(Own, Money.Of(5), "voucher 2");
        Assert.Equal(new Denied(QuotaDenial.NoFunds), On(Reserve(Call, 1)));
        Assert.Equal(new Granted(Seconds(60), false), On(Reserve(Call, 2)));
    }

    [Fact]
    public void Several_accounts_grant_all_or_nothing()
    {
        Assert.Equal(new Denied(QuotaDenial.NoFunds), On(Reserve(Call, 1, Half with { ConnectionFee = Money.Of(1) }, Limit, Own)));
        Assert.Equal((("1.00", "0.00"), ("100.00", "0.00")), (State(Own), State(Limit)));
        Assert.Equal(new Granted(Seconds(60), false), On(Reserve(Call, 2, Half, Limit, Own)));
        Assert.Equal((("1.00", "0.50"), ("100.00", "0.4065")), (State(Own), State(Limit)));
        Assert.Equal([Own, Limit], _book.Sessions[Call].Shares.Select(s => s.Account));
        On(new QuotaRequest.Terminate(Call, 3, Seconds(60), ClosingCause.Normal));
        Assert.Equal((("0.50", "0.00"), ("99.5935", "0.00")), (State(Own), State(Limit)));
    }

    [Theory]
    [InlineData("closed", QuotaDenial.AccountClosed)]
    [InlineData("expired", QuotaDenial.AccountClosed)]
    [InlineData("unknown", QuotaDenial.UnknownAccount)]
    [InlineData("none", QuotaDenial.UnknownAccount)]
    public void An_account_that_is_not_there_grants_nothing(string how, QuotaDenial why)
    {
        var account = _book.Accounts[Own];
        _book = how switch
        {
            "closed" => _book with { Accounts = _book.Accounts.SetItem(Own, account with { IsOpen = false }) },
            "expired" => _book with { Accounts = _book.Accounts.SetItem(Own, account with { ValidUntil = Noon }) },
            "unknown" => _book with { Accounts = _book.Accounts.Remove(Own) },
            _ => _book,
        };
        Assert.Equal(new Denied(why), On(how == "none" ? new QuotaRequest.Reserve(Call, 1, [], Half, Node) : Reserve(Call, 1)));
    }

    [Fact]
    public void An_account_that_is_closed_lets_the_running_slice_end()
    {
        On(Reserve(Call, 1));
        _book = _book with { Accounts = _book.Accounts.SetItem(Own, _book.Accounts[Own] with { IsOpen = false }) };
        Assert.Equal(new Granted(Seconds(60), true), On(new QuotaRequest.Update(Call, 2, Seconds(45))));
        Assert.Equal(Seconds(60), Assert.IsType<Settled>(On(new QuotaRequest.Terminate(Call, 3, Seconds(60), ClosingCause.QuotaExhausted))).Billed);
    }

    [Fact]
    public void A_request_for_a_call_that_nobody_reserved_for_is_denied()
    {
        Assert.Equal(new Denied(QuotaDenial.UnknownSession), On(new QuotaRequest.Update(Call, 1, Seconds(5))));
        Assert.Equal(new Denied(QuotaDenial.UnknownSession), On(new QuotaRequest.Terminate(Call, 1, Seconds(5), ClosingCause.Normal)));
        Assert.Equal(new Denied(QuotaDenial.UnknownSession), On(new QuotaRequest.Release(Call, 1)));
    }

    // VCH-3: keyed by the serial of the voucher.
    [Fact]
    public void A_credit_counts_once()
    {
        _book = _book.Credit(Own, Money.Of(1), "voucher 1").Credit(Own, Money.Of(2), "voucher 2").Credit(Own, Money.Of(2), "voucher 2");
        Assert.Equal(("3.00", "0.00"), State(Own));
    }

    // OCS-6.
    [Fact]
    public void A_dead_call_is_charged_up_to_its_last_sign_of_life()
    {
        On(Reserve(Call, 1));
        _book = _book.Heard(Call, Noon.AddSeconds(5), Noon.AddSeconds(5)).Heard(Call, null, Noon.AddSeconds(15));
        Assert.Null(Expired(Noon.AddSeconds(5 + 60 + 59)));
        var request = Expired(Noon.AddSeconds(5 + 60 + 60));
        Assert.Equal(new QuotaRequest.Terminate(Call, 2, Seconds(10), ClosingCause.NodeRecovery), request);
        var settled = On(request!);
        Assert.Equal("0.9167", State(Own).Balance);

        // The node that was thought dead comes back: the first counts.
        Assert.Equal(settled, On(new QuotaRequest.Terminate(Call, 7, Seconds(50), ClosingCause.Normal)));
        Assert.Equal(settled, On(new QuotaRequest.Terminate(Call, 2, Seconds(50), ClosingCause.Normal)));
    }

    [Fact]
    public void A_call_that_lives_is_not_swept_though_its_lease_is_over()
    {
        On(Reserve(Call, 1));
        _book = _book.Heard(Call, Noon, Noon.AddSeconds(115));
        Assert.Null(Expired(Noon.AddSeconds(144)));
        Assert.IsType<QuotaRequest.Terminate>(Expired(Noon.AddSeconds(145)));
    }

    [Fact]
    public void A_dead_call_that_was_not_answered_is_released()
    {
        On(Reserve(Call, 1));
        Assert.Null(Expired(Noon.AddSeconds(180 + 60 + 59)));
        Assert.Equal(new QuotaRequest.Release(Call, 2), Expired(Noon.AddSeconds(180 + 60 + 60)));
    }

    [Fact]
    public void A_dead_call_is_never_charged_more_than_was_granted()
    {
        On(Reserve(Call, 1));
        _book = _book.Heard(Call, Noon, Noon.AddSeconds(500));
        Assert.Equal(Seconds(60), Assert.IsType<Settled>(On(Expired(Noon.AddSeconds(600))!)).Billed);
    }

    // OCS-7.
    [Fact]
    public void After_a_restart_the_calls_of_the_run_before_are_closed_at_once()
    {
        On(Reserve(Call, 1));
        _book = _book.Heard(Call, Noon, Noon.AddSeconds(10));
        var session = _book.Sessions[Call];
        Assert.Null(SweepRule.Restarted(Call, 1, session.Lease, Node));
        Assert.Null(SweepRule.Restarted(Call, 1, session.Lease, new("b", 2)));
        Assert.Equal(new QuotaRequest.Terminate(Call, 2, Seconds(10), ClosingCause.NodeRecovery), SweepRule.Restarted(Call, 1, session.Lease, new("a", 2)));
    }

    // Lost heartbeats: the update itself says when the call was answered.
    [Fact]
    public void An_update_is_a_sign_of_life()
    {
        On(Reserve(Call, 1));
        (_book, _) = _book.On(new QuotaRequest.Update(Call, 2, Seconds(45)), Noon.AddSeconds(50));
        Assert.Equal((Noon.AddSeconds(5), Noon.AddSeconds(50)), (_book.Sessions[Call].Lease.AnsweredAt, _book.Sessions[Call].Lease.LastAlive));
        Assert.IsType<Settled>(On(new QuotaRequest.Release(Call, 3)));
        Assert.Equal(("0.625", "0.00"), State(Own));
    }

    private QuotaRequest? Expired(DateTimeOffset now)
    {
        var session = _book.Sessions[Call];
        return SweepRule.Expired(Call, session.LastNumber, session.Lease, now, _book.Rules);
    }

    private QuotaAnswer On(QuotaRequest request)
    {
        (_book, var answer) = _book.On(request, Noon);
        return answer;
    }

    private (string Balance, string Reserved) State(AccountId account) => (_book.Accounts[account].Balance.ToString(), _book.Accounts[account].Reserved.ToString());

    private static QuotaRequest Reserve(SessionId session, int number, Tariff? tariff = null, params AccountId[] accounts) =>
        new QuotaRequest.Reserve(session, number, accounts.Length == 0 ? [Own] : [.. accounts], tariff ?? Half, Node);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
