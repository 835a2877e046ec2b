using System.Text;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Vouchers;
using PbxBridge.Configuration;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Vouchers;
using PbxBridge.Testing;
using PbxBridge.Tests.Charges;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>Top-ups by phone over the whole server (C8, VCH-3…5).</summary>
public sealed class TopUpTests
{
    private const string Piotr = "+48601000202", Star = "501000000*";
    private static readonly VoucherOptions Vouchers = new() { Secret = "0123456789abcdef0123456789abcdef" };

    private readonly List<string> _codes = [];

    [Fact]
    public void A_feature_code_from_a_mobile_credits_the_own_account_and_the_next_call_can_be_paid()
    {
        using var office = Office();
        var before = office.Mobile(Piotr).Dials(Star);
        office.Run(10);
        Assert.Equal(403, before.FinalStatus);
        var call = office.Mobile(Piotr).Dials($"*111*{_codes[0]}%23");
        office.RunUntil(() => call.WasHungUpByPeer);
        Assert.Equal(PhoneCallState.Ended, call.State);
        Assert.Equal(Money.Of(25), office.Account(ChargeOffice.Purse(Piotr))?.Balance);
        office.Mobile("+48501000000").Answers();
        var paid = office.Mobile(Piotr).Dials(Star);
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, paid.State);
        paid.HangUp();
        office.Run(1);
        Assert.True(office.Account(ChargeOffice.Purse(Piotr))?.Balance < Money.Of(25));
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void The_call_is_free_and_its_record_says_top_up_and_no_code_anywhere()
    {
        using var office = Office();
        office.Mobile(Piotr).Dials($"*111*{_codes[0]}%23");
        office.Run(30);
        office.Mobile(Piotr).Dials("%2A111%2A12345678901237%23");
        office.Run(30);
        Assert.Equal([CallService.TopUp, CallService.TopUp], office.Records.Select(record => record.Service));
        Assert.All(office.Records, record => Assert.Equal(("top-up", CallCause.Cleared, ReleasedBy.Bridge), (record.AnsweredBy, record.Outcome, record.ReleasedBy)));
        Assert.All(office.Records.SelectMany(office.Charges), charge => Assert.Equal((Billing.Free, Money.Zero, null), (charge.Billing, charge.Gross, charge.Debited)));
        foreach (var record in office.Records)
            AssertNoCode(office.Stored(record), _codes[0], "12345678901237");
        Assert.All(office.Log.Lines, line => Assert.DoesNotContain(_codes[0][3..], line.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_voucher_is_good_once_however_many_dial_it_at_the_same_time()
    {
        using var office = Office(options => options.WithEmployee("201", e => e with { PrivateMode = Routing.PrivateCalls.PrivateMode.Prepaid }));
        foreach (var number in (string[])["+48601000201", Piotr, "+48601000201", Piotr])
            office.Mobile(number).Dials($"*111*{_codes[0]}%23");
        office.Run(30);
        Assert.Equal(
            Money.Of(25),
            (office.Account(ChargeOffice.Purse("+48601000201"))?.Balance ?? Money.Zero) + (office.Account(ChargeOffice.Purse(Piotr))?.Balance ?? Money.Zero));
        office.AssertAccountsAddUp();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_menu_takes_the_code_by_RFC_4733_and_by_INFO(bool byInfo)
    {
        using var office = Office();
        var call = office.Mobile(Piotr).Dials("501");
        office.Run(1);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Press(office, call, _codes[0], byInfo);
        office.Run(5);
        Assert.Null(office.Account(ChargeOffice.Purse(Piotr)));
        Press(office, call, "#", byInfo);
        office.RunUntil(() => call.WasHungUpByPeer);
        Assert.Equal(Money.Of(25), office.Account(ChargeOffice.Purse(Piotr))?.Balance);
        office.Run(1);
        var record = office.Stored(office.Record);
        Assert.Equal(byInfo, record.Flow.Any(message => message.FirstLine.StartsWith("INFO", StringComparison.Ordinal)));
        Assert.All(record.Flow, message => Assert.DoesNotMatch("Signal=[0-9#]", Encoding.UTF8.GetString(message.Raw.Span)));
    }

    [Fact]
    public void Five_wrong_codes_lock_the_account_on_every_phone_for_a_day()
    {
        using var office = Office();
        for (var n = 0; n < 5; n++)
        {
            office.Mobile(Piotr).Dials($"*111*1234567890123{n}%23");
            office.Run(20);
        }
        office.Softphone("piotr").Dials($"*111*{_codes[0]}%23");
        office.Run(20);
        Assert.Equal(Money.Zero, office.Account(ChargeOffice.Purse(Piotr))?.Balance);
        Assert.Equal(["Refused", "Refused", "Refused", "Refused", "Refused", "Locked"], Outcomes(office));
        TopUps.Unlock(office.Store, ChargeOffice.Purse(Piotr));
        office.Softphone("piotr").Dials("*111*" + _codes[0]);
        office.Run(20);
        Assert.Equal(Money.Of(25), office.Account(ChargeOffice.Purse(Piotr))?.Balance);
    }

    [Fact]
    public void Without_the_secret_the_caller_hears_that_it_is_not_possible_now()
    {
        using var office = Office(options => options with { Vouchers = new() });
        var call = office.Mobile(Piotr).Dials($"*111*{_codes[0]}%23");
        office.RunUntil(() => call.WasHungUpByPeer);
        Assert.Equal(["Unavailable"], Outcomes(office));
    }

    [Fact]
    public void An_employee_without_an_own_account_is_told_that_private_calls_are_off()
    {
        using var office = Office();
        var call = office.Mobile("+48601000201").Dials($"*111*{_codes[0]}%23");
        office.Run(20);
        Assert.Equal((403, CallCause.PrivateOff), (call.FinalStatus, office.Record.Outcome));
        AssertNoCode(office.Stored(office.Record), _codes[0]);
    }

    private TestOffice Office(Func<OfficeOptions, OfficeOptions>? change = null)
    {
        var options = new OfficeOptions
        {
            Prices = static _ => ChargeOffice.FiftyGross,
            Vouchers = Vouchers,
            Before = store =>
            {
                var (batch, vouchers) = store.Vouchers.Create(Money.Of(25), 2, new DateOnly(2099, 1, 1), "test", VoucherRules.Standard, Vouchers.Pepper!);
                store.Vouchers.Activate(batch.Id);
                _codes.AddRange(vouchers.Select(voucher => voucher.Code));
            },
        };
        return TestOffice.Demo(change is null ? options : change(options));
    }

    private static void Press(TestOffice office, PhoneCall call, string keys, bool byInfo)
    {
        if (!byInfo)
        {
            office.Media.OpenPorts.Single().Press(keys);
            office.Run(0.2 * keys.Length);
            return;
        }
        foreach (var key in keys)
        {
            call.Send(call.NewRequest("INFO").WithBody("application/dtmf-relay", $"Signal={key}\r\nDuration=160\r\n"));
            office.Run(0.2);
        }
    }

    private static void AssertNoCode(CallRecord record, params string[] codes)
    {
        var text = record.Dialled + string.Join('\n', record.Decisions.Select(step => step.ToString())) + string.Join('\n', record.Flow.Select(message => Encoding.UTF8.GetString(message.Raw.Span)));
        Assert.All(codes, code => Assert.DoesNotContain(code[3..], text, StringComparison.Ordinal));
        Assert.Contains("xxxxxxxxxxx", record.Dialled, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Outcomes(TestOffice office) =>
        office.Log.Lines.Where(line => line.Text.Contains(": top-up ", StringComparison.Ordinal)).Select(line => line.Text.Split(' ')[^1]);
}
