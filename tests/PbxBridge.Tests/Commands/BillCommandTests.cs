using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Rating;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Tests.Charges;
using PbxBridge.Tests.Hosting;

namespace PbxBridge.Tests.Commands;

/// <summary>RAT-5, C5, C7, CYC-2 and LIM-8 on a bill.</summary>
public sealed class BillCommandTests : IDisposable
{
    private readonly ProgramRun _run = new();

    [Fact]
    public async Task Lines_are_sums_of_a_class_rounded_once_and_private_calls_stand_apart()
    {
        await Import();
        await Write(
            Call(1, RateClass.MobileOther, 0.0048m), Call(2, RateClass.MobileOther, 0.0048m), Call(3, RateClass.MobileOther, 0.0048m, ChargeOffice.Piotr), Call(4, RateClass.OnNet, 2m),
            Call(5, RateClass.MobileOther, 1.004m, billing: Billing.PrivateFlagged), Call(6, RateClass.MobileOther, 9m, billing: Billing.PrivatePrepaid), Call(7, RateClass.OnNet, 0, priced: false));
        Assert.Equal(0, await _run.Run("bill", "przyklad"));
        Assert.Contains("The cycle runs: the costs are approximate.\n", Out);
        Assert.Contains("Calls\n  a mobile number: 3 ×, 0:03:00", Out);
        Assert.Matches(@"a mobile number: 3 ×, 0:03:00 +PLN 0.01 net, VAT 23 %", Out);
        Assert.Matches(@"a number of the company network: 1 ×, 0:01:00 +PLN 2.00 net", Out);
        Assert.Matches(@"Private calls, the company pays\n  a mobile number: 1 ×, 0:01:00 +PLN 1.00 net", Out);
        Assert.Contains("of it private: PLN 1.00 net", Out);
        Assert.DoesNotContain("9.00", Out);
        Assert.Matches(@"Anna Kowalska \(\+48601000201\) +business PLN 2.01, private PLN 1.00\n", Out);
        Assert.Matches(@"Piotr Zieliński \(\+48601000202\) +business PLN 0.00\n", Out);
    }

    [Fact]
    public async Task Fees_are_on_it_and_vat_is_of_the_sum()
    {
        await Import();
        await Write(Call(1, RateClass.MobileOther, 0.29m));
        var fees = Money.Sum(Open().Fees.InCycle("przyklad", Cycle.Start).Select(fee => fee.Entry.Line.Net));
        Assert.Equal(0, await _run.Run("bill", "przyklad"));
        Assert.Matches(@"Fees\n(  .*\n)*  8 × .*\[SUB_COMPANY_NETWORK\] .* net, VAT 23 %\n", Out);
        var net = fees + Money.Of(0.29m);
        var vat = Money.RoundedToGrosz(net.Amount * 0.23m);
        Assert.Contains($"In all: {Shown(net)} net + {Shown(vat)} VAT = {Shown(net + vat)} gross", Out);
    }

    [Fact]
    public async Task Of_one_employee_there_are_his_calls_and_no_fees()
    {
        await Import();
        await Write(Call(1, RateClass.MobileOther, 1m), Call(2, RateClass.OnNet, 2m, ChargeOffice.Piotr));
        Assert.Equal(0, await _run.Run("bill", "przyklad", "--employee", "202"));
        Assert.Contains("Piotr Zieliński (+48601000202), cycle ", Out);
        Assert.Contains("Fees and subscriptions are the company's: they are not in here.\n", Out);
        Assert.DoesNotContain("a mobile number", Out);
        Assert.Contains("In all: PLN 2.00 net + PLN 0.46 VAT = PLN 2.46 gross", Out);
    }

    [Fact]
    public async Task A_call_that_came_after_the_close_of_its_cycle_is_an_adjustment_of_the_next()
    {
        await Import();
        var earlier = CycleSchedule.Of(1).At(Cycle.Start.AddDays(-1));
        await Write(Call(1, RateClass.MobileOther, 1m), Call(2, RateClass.MobileOther, 0.5m, of: earlier));
        Assert.Equal(0, await _run.Run("bill", "przyklad", "--employee", "anna"));
        Assert.Matches(@"Calls\n  a mobile number: 1 ×, 0:01:00 +PLN 1.00 net, VAT 23 %\nAdjustment: calls of earlier cycles\n  a mobile number: 1 ×, 0:01:00 +PLN 0.50 net", Out);
    }

    [Fact]
    public async Task An_earlier_cycle_is_named_by_a_day_or_its_month_and_a_closed_one_is_not_approximate()
    {
        await Import();
        var earlier = CycleSchedule.Of(1).At(Cycle.Start.AddDays(-40));
        await Write(Call(1, RateClass.MobileOther, 0.7m, cycle: earlier, of: earlier));
        foreach (var named in new[] { earlier.ToString(), earlier.ToString()[..7], earlier.Next.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) })
        {
            _run.Out.GetStringBuilder().Clear();
            Assert.Equal(0, await _run.Run("bill", "przyklad", "--cycle", named, "--lang", "pl"));
            Assert.Contains("Razem: 0,70 zł netto + 0,16 zł VAT = 0,86 zł brutto", Out);
            Assert.DoesNotContain("orientacyjne", Out);
            Assert.DoesNotContain("Trwające", Out);
        }
        Assert.Equal(2, await _run.Run("bill", "przyklad", "--cycle", "november"));
        Assert.Equal("--cycle is 'november'; it must be a day of the cycle, YYYY-MM-DD, or the month in which it begins, YYYY-MM.", _run.Faults[^1]);
    }

    [Fact]
    public async Task Running_calls_stand_beside_the_sum()
    {
        await Import();
        Assert.Equal(0, await _run.Run("bill", "przyklad"));
        Assert.Contains("Running calls: not known, the bridge does not run.\n", Out);
        using (var store = Open())
            store.Running.Tell([new RunningCost("przyklad", ChargePayer.OfEmployee("anna"), Cycle.Start, false, Money.Of(1.5m), Money.Of(1.5m)), new RunningCost("przyklad", ChargePayer.OfEmployee("piotr"), Cycle.Start, false, Money.Of(0.25m), Money.Zero)]);
        Assert.Equal(0, await _run.Run("bill", "przyklad"));
        Assert.Matches(@"Running calls, so far: PLN 1.75 net \(as of \d\d:\d\d:\d\d, not in the sum above\)\n", Out);
        Assert.Equal(0, await _run.Run("bill", "przyklad", "--employee", "piotr"));
        Assert.Contains("Running calls, so far: PLN 0.25 net", Out);
    }

    [Fact]
    public async Task Limits_count_what_runs_and_is_not_reserved()
    {
        await Import();
        using (var store = Open())
            store.Running.Tell([new RunningCost("przyklad", ChargePayer.OfEmployee("anna"), Cycle.Start, false, Money.Of(9m), Money.Of(1.5m)), new RunningCost("przyklad", ChargePayer.OfEmployee("anna"), Cycle.Start, true, Money.Of(4m), Money.Of(4m))]);
        Assert.Equal(0, await _run.Run("limits", "przyklad"));
        Assert.Contains("anna             PLN 1.50 / PLN 100.00 (2 %), notices only\n", Out);
        Assert.Matches(@"Approximate, with running calls \(as of \d\d:\d\d:\d\d\) and reservations\.\n", Out);
    }

    public void Dispose() => _run.Dispose();

    private static BillingCycle Cycle => CycleSchedule.Of(1).At(DateTimeOffset.UtcNow);

    private string Out => _run.Out.ToString().Replace('\u00A0', ' ');

    private static string Shown(Money money) => money.Shown().English.Replace('\u00A0', ' ');

    private async Task Import() => Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile));

    private Store Open() => Store.Open(new StoreOptions { Path = Path.Combine(_run.Folder, "data", "pbxbridge.db") }, TimeProvider.System);

    private async Task Write(params CallRecord[] calls)
    {
        using var store = Open();
        await using var writer = new CallRecordWriter(store, NullLogger<CallRecordWriter>.Instance);
        foreach (var call in calls)
            Assert.True(writer.TryEnqueue(call));
    }

    private static CallRecord Call(
        int n, RateClass rate, decimal net, string payer = ChargeOffice.Anna, Billing billing = Billing.Business, BillingCycle? cycle = null, BillingCycle? of = null, bool priced = true) => new()
        {
            Id = CallId.Format(DateTimeOffset.UtcNow, (UInt128)n),
            Company = "przyklad",
            StartedAt = DateTimeOffset.UtcNow,
            AnsweredAt = DateTimeOffset.UtcNow,
            EndedAt = DateTimeOffset.UtcNow,
            CallerNumber = payer,
            Dialled = "501000000",
            Called = new PhoneNumber("+48501000000"),
            NumberClass = NumberClass.MobileOther,
            Direction = CallDirection.Outgoing,
            Outcome = CallCause.Cleared,
            SipStatus = 200,
            ReleasedBy = ReleasedBy.Caller,
            Billing = billing,
            Charges =
            [
                new LegCharge
                {
                    Payer = payer,
                    Employee = payer switch { ChargeOffice.Anna => "anna", ChargeOffice.Piotr => "piotr", _ => null },
                    Billing = billing,
                    Cycle = new CycleBooking(cycle ?? Cycle, of ?? Cycle),
                    Class = rate,
                    Item = priced ? new PriceItem("demo", 1, "x") : null,
                    Charge = new Charge(Money.Of(net), Money.Rounded(net * 1.23m), TimeSpan.FromMinutes(1)),
                    Vat = priced ? 23 : null,
                },
            ],
        };
}
