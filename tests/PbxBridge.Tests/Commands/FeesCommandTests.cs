using System.Text.Json.Nodes;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Prices;
using PbxBridge.Commands;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Storage;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Fees;
using PbxBridge.Tests.Hosting;

namespace PbxBridge.Tests.Commands;

/// <summary>F1–F7, FEE-1, FEE-3 on the command line: shown first, booked with the change, each with its line of the price list.</summary>
public sealed class FeesCommandTests : IDisposable
{
    private readonly ProgramRun _run = new();

    [Fact]
    public async Task A_change_that_costs_is_shown_first_and_made_with_yes_together_with_its_fee()
    {
        await ImportDemo();
        var file = await FileWith(company => company["employees"]![0]!["profile"] = "kraj-bez-70x");
        Assert.Equal(1, await _run.Run("import", file));
        Assert.Equal("Nothing was changed: say it again with --yes if the fees are fine.", _run.Faults[^1]);
        Assert.Contains("This change costs:\n  1 × Change to a more restrictive profile: PLN 5.00 net, PLN 6.15 gross [demo/1/EVT_PROFILE_RESTRICT]", Out);
        Assert.Equal((1L, 0), State("EVT_PROFILE_RESTRICT"));
        Assert.Equal(0, await _run.Run("import", file, "--yes"));
        Assert.Contains("Fees were booked:", Out);
        Assert.Equal((2L, 1), State("EVT_PROFILE_RESTRICT"));
        // Now it is as it was to be.
        Assert.Equal(0, await _run.Run("import", file));
        Assert.Equal((3L, 1), State("EVT_PROFILE_RESTRICT"));
    }

    // FEE-2
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, -1)]
    public async Task A_change_that_is_taken_back_at_once_is_paid_all_the_same_unless_the_operator_gives_it_back(bool refunds, int count)
    {
        var option = $"Operator:RefundsRevertedChanges={refunds}";
        await ImportDemo();
        var file = await FileWith(company => company["employees"]![0]!["profile"] = "kraj-bez-70x");
        Assert.Equal(0, await _run.Run("import", file, "--yes", option));
        Assert.Equal(Money.Of(-5m), FeesOnTheBill("EVT_PROFILE_RESTRICT"));
        Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile, option));
        var lines = Fees().Where(fee => fee.Entry.Line.Item.Item == "EVT_PROFILE_RESTRICT").Select(fee => (fee.Entry.Line.Count, fee.Entry.Line.Net)).ToList();
        Assert.Equal(count == 0 ? [(1, Money.Of(5m))] : [(1, Money.Of(5m)), (count, Money.Of(-5m))], lines);
        Assert.Equal(Money.Of(refunds ? 0m : -5m), FeesOnTheBill("EVT_PROFILE_RESTRICT"));
        // Done once more, it is paid once more.
        Assert.Equal(0, await _run.Run("import", file, "--yes", option));
        Assert.Equal(Money.Of(refunds ? -5m : -10m), FeesOnTheBill("EVT_PROFILE_RESTRICT"));
        Assert.Empty(Open().Accounts.Discrepancies());
    }

    [Fact]
    public async Task What_is_taken_back_in_part_or_after_something_else_is_paid()
    {
        const string Option = "Operator:RefundsRevertedChanges=true";
        await ImportDemo();
        var both = await FileWith(company =>
        {
            company["employees"]![0]!["profile"] = "kraj-bez-70x";
            company["employees"]![3]!["profile"] = "kraj-bez-70x";
        });
        Assert.Equal(0, await _run.Run("import", both, "--yes", Option));
        var one = await FileWith(company => company["employees"]![0]!["profile"] = "kraj-bez-70x");
        Assert.Equal(0, await _run.Run("import", one, "--yes", Option));
        Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile, "--yes", Option));
        Assert.Equal(Money.Of(-10m), FeesOnTheBill("EVT_PROFILE_RESTRICT"));
    }

    [Fact]
    public async Task After_fifteen_minutes_or_by_somebody_else_nothing_is_given_back()
    {
        await ImportDemo();
        var file = await FileWith(company => company["employees"]![0]!["profile"] = "kraj-bez-70x");
        Assert.Equal(0, await _run.Run("import", file, "--yes"));
        var store = Open();
        var catalogue = CompaniesAt.Open(store, new OperatorOptions(), _run.Edge, first: false, out var directory);
        var (json, now) = (await File.ReadAllBytesAsync(ProgramRun.DemoFile), DateTimeOffset.UtcNow);
        var order = new ChangeOrder(CommandActor.Of(AuditRole.Administrator), "back", now) { RefundsReverted = true, IsPreview = true };
        Assert.Equal(Money.Of(-5m), CompanyImport.Run(store, directory, catalogue.Format, json, order).Fees.Net);
        Assert.True(CompanyImport.Run(store, directory, catalogue.Format, json, order with { At = now.AddMinutes(16) }).Fees.IsFree);
        Assert.True(CompanyImport.Run(store, directory, catalogue.Format, json, order with { By = CommandActor.Of(AuditRole.Administrator, "somebody else") }).Fees.IsFree);
        Assert.True(CompanyImport.Run(store, directory, catalogue.Format, json, order with { RefundsReverted = false }).Fees.IsFree);
    }

    [Fact]
    public async Task A_consultant_costs_in_addition_what_an_administrator_does_for_nothing()
    {
        await ImportDemo();
        var file = await FileWith(company => company["limit"]!["amount"] = 200);
        Assert.Equal(0, await _run.Run("import", file, "--preview"));
        Assert.Contains("Free of charge.", Out);
        Assert.Equal(0, await _run.Run("import", file, "--preview", "--consultant"));
        Assert.Contains("1 × Limit changed by a consultant: PLN 10.00 net", Out);
        Assert.Equal((1L, 0), State("CONS_LIMIT_CHANGE"));
        Assert.Equal(0, await _run.Run("import", file, "--yes", "--consultant"));
        Assert.Equal((2L, 1), State("CONS_LIMIT_CHANGE"));
        var bill = Open().Accounts.Ledger(AccountKey.OfCompany("przyklad", Cycle.Start));
        Assert.Equal((Money.Of(-10m), "demo/1/CONS_LIMIT_CHANGE"), bill.Where(entry => entry.Reference.EndsWith("CONS_LIMIT_CHANGE", StringComparison.Ordinal)).Select(entry => (entry.Amount, entry.Item)).Single());
    }

    [Fact]
    public async Task A_new_company_pays_its_subscription_from_today_and_no_activation()
    {
        await ImportDemo();
        var fees = Fees();
        Assert.Equal(["SUB_COMPANY_LINE", "SUB_COMPANY_NETWORK"], fees.Select(fee => fee.Entry.Line.Item.Item).Order());
        var card = fees.Single(fee => fee.Entry.Line.Item.Item == "SUB_COMPANY_NETWORK");
        Assert.Equal(8, card.Entry.Line.Count);
        Assert.Equal(ProRata.Of(Money.Of(25m), Cycle, WarsawTime.Day(card.At)).Amount * 8, card.Entry.Line.Net.Amount);
    }

    [Fact]
    public async Task A_service_is_switched_off_and_on_for_the_company_with_its_fee_in_the_same_revision()
    {
        await ImportDemo();
        Assert.Equal(0, await _run.Run("services", "przyklad", "--off", "companyArea"));
        Assert.Contains("companyArea      off", Out);
        Assert.Equal(1, await _run.Run("services", "przyklad", "--on", "companyArea"));
        Assert.Contains("1 × Activation of the company area: PLN 50.00 net, PLN 61.50 gross [demo/1/ACT_COMPANY_AREA]", Out);
        Assert.Equal((2L, 0), State("ACT_COMPANY_AREA"));
        Assert.Equal(0, await _run.Run("services", "przyklad", "--on", "companyArea", "--yes", "--consultant"));
        Assert.Equal((3L, 1), State("ACT_COMPANY_AREA"));
        Assert.Equal((3L, 1), State("CONS_SERVICE_ACTIVATION"));
        Assert.Equal(0, await _run.Run("services", "przyklad"));
        Assert.EndsWith("limits           on\n", Out);
    }

    [Fact]
    public async Task A_service_of_one_employee_is_switched_by_name_or_number()
    {
        await ImportDemo();
        Assert.Equal(0, await _run.Run("services", "przyklad", "--off", "privateCalls", "--employee", "202"));
        Assert.Equal(0, await _run.Run("services", "przyklad", "--employee", "piotr"));
        Assert.EndsWith("privateCalls     off\nprivatePlan      on\ncompanyLine      on\npersonalLine     on\nprofiles         on\nlimits           on\n", Out);
        Assert.Equal(0, await _run.Run("services", "przyklad", "--employee", "lucja"));
        Assert.Contains("privateCalls     on", Out[Out.LastIndexOf("companyArea", StringComparison.Ordinal)..]);
    }

    [Fact]
    public async Task Fees_of_a_cycle_and_their_prices_are_listed()
    {
        await ImportDemo();
        Assert.Equal(0, await _run.Run("fees", "przyklad"));
        Assert.Matches(@"(?m)^\d{4}-\d\d-\d\d \d\d:\d\d  8 × Company network subscription, each SIM: .* gross \[demo/1/SUB_COMPANY_NETWORK\] \S+$", Out);
        Assert.Matches(@"(?m)^  in all PLN", Out);
        Assert.Equal(0, await _run.Run("fees", "przyklad", "--cycle", "2020-01-15", "--lang", "pl"));
        Assert.Contains("cykl 2020-01-01 – 2020-01-31: bez opłat.", Out);
        Assert.Equal(0, await _run.Run("fees", "przyklad", "--prices"));
        Assert.Matches(@"(?m)^ACT_COMPANY_AREA +PLN.50\.00 net +Activation of the company area \[demo/1/ACT_COMPANY_AREA\]$", Out);
    }

    [Theory]
    [InlineData(1, "There is no company 'nobody'; there are: przyklad.", "fees", "nobody")]
    [InlineData(2, "--cycle is 'now'; it must be a day of the cycle, YYYY-MM-DD, or the month in which it begins, YYYY-MM.", "fees", "przyklad", "--cycle", "now")]
    [InlineData(1, "The company przyklad has no employee '999'.", "services", "przyklad", "--employee", "999")]
    [InlineData(2, "--on is 'magic'; it must be one of companyArea, partnerNetwork, partnerNumbers, privateCalls, privatePlan, companyLine, personalLine, profiles, limits.", "services", "przyklad", "--on", "magic")]
    public async Task What_is_not_known_is_one_sentence(int code, string sentence, params string[] args)
    {
        await ImportDemo();
        Assert.Equal(code, await _run.Run(args));
        Assert.Equal(sentence, Assert.Single(_run.Faults));
    }

    public void Dispose()
    {
        _store?.Dispose();
        _run.Dispose();
    }

    private Store? _store;

    private string Out => _run.Out.ToString().Replace('\u00A0', ' ');

    private static BillingCycle Cycle => CycleSchedule.Of(1).At(DateTimeOffset.UtcNow);

    private async Task ImportDemo() => Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile));

    /// <summary>Revision of the company, and how often the fee was booked.</summary>
    private (long Revision, int Booked) State(string fee) => (Open().Companies.Revisions()["przyklad"], Fees().Count(one => one.Entry.Line.Item.Item == fee));

    private Money FeesOnTheBill(string fee) =>
        Money.Sum(Open().Accounts.Ledger(AccountKey.OfCompany("przyklad", Cycle.Start)).Where(entry => entry.Item?.EndsWith(fee, StringComparison.Ordinal) == true).Select(entry => entry.Amount));

    private IReadOnlyList<BookedFee> Fees() => Open().Fees.InCycle("przyklad", Cycle.Start);

    private Store Open() => _store ??= Store.Open(new StoreOptions { Path = Path.Combine(_run.Folder, "data", "pbxbridge.db") }, TimeProvider.System);

    private async Task<string> FileWith(Action<JsonNode> change)
    {
        var company = JsonNode.Parse(await File.ReadAllTextAsync(ProgramRun.DemoFile))!;
        change(company);
        var file = Path.Combine(_run.Folder, "company.json");
        await File.WriteAllTextAsync(file, company.ToJsonString());
        return file;
    }
}
