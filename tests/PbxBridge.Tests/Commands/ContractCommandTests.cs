using System.Globalization;
using PbxBridge.Storage;
using PbxBridge.Storage.Outbox;
using PbxBridge.Tests.Hosting;

namespace PbxBridge.Tests.Commands;

/// <summary>P4, P7, P11–P15 on the command line: from the order to the end.</summary>
public sealed class ContractCommandTests : IDisposable
{
    private readonly ProgramRun _run = new();

    // P12: it cannot come to "active" with any step missing; each is said by name.
    [Fact]
    public async Task Order_package_application_administrator_and_consultant_make_an_active_manager_that_is_told_once()
    {
        await ImportDemo();
        Assert.Equal("przyklad: the Manager was not ordered; say how: --channel meeting, phone, adviser (P15).", await Refused("--activate"));
        await Done("--channel", "phone");
        Assert.Contains("Manager          ordered, ordered by phone", Out);
        Assert.Equal("przyklad: the activation package was not bought (P12)", await Refused("--activate"));
        await Done("--package", "today");
        Assert.Equal("przyklad: the application for access did not come in (P12)", await Refused("--activate"));
        await Done("--application", "2026-01-05");
        Assert.Contains("waits for a consultant", Out);
        Assert.StartsWith("przyklad: the first administrator is the owner", await Refused("--activate"));
        await Done("--administrator", "Maria Wiśniewska", "--basis", "byBoard");
        Assert.Equal("przyklad: it is not said where the message of activation goes (P13)", await Refused("--activate"));
        await Done("--message", "sms:+48601000200");
        Assert.Empty(Messages());
        Assert.Equal("Nothing was changed: say it again with --yes if the fees are fine.", await Refused("--activate"));
        Assert.Contains("Activation package of the network manager", Out);
        await Done("--activate", "--yes");
        Assert.Contains($"active since {Today}", Out);
        Assert.Contains("The message of activation waits to be sent to +48601000200.", Out);
        Assert.Equal(("sms", "activation/przyklad"), Assert.Single(Messages().Select(message => (message.Topic, message.Key))));
        await Done("--activate", "--yes");
        Assert.Single(Messages());
        Assert.Single(Fees(), "ACT_MANAGER");
    }

    [Fact]
    public async Task A_consultant_pays_no_fee_for_the_activation_that_only_he_can_do()
    {
        await ImportDemo();
        await Done("--channel", "adviser", "--package", "today", "--application", "today", "--administrator", "Anna", "--basis", "owner", "--message", "email:a@przyklad.example");
        await Done("--activate", "--yes", "--consultant");
        Assert.DoesNotContain(Fees(), fee => fee.StartsWith("CONS_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_contract_ends_and_begins_by_the_day()
    {
        await ImportDemo();
        await Done("--from", "2026-01-01", "--to", "2026-06-30");
        Assert.Contains("Przykład Sp. z o.o.: active, not in service\ncontract         2026-01-01 – 2026-06-30", Out);
        await Done("--to", "none", "--yes");
        Assert.Contains("active, in service\ncontract         2026-01-01 – –", Out);
        await Done("--state", "closed");
        Assert.Contains("closed, not in service", Out);
    }

    // P7: at the activation of the company, not while it runs.
    [Fact]
    public async Task A_company_of_two_cards_runs_on_but_is_not_switched_on()
    {
        await ImportDemo();
        await Done("--sims", "2");
        await Done("--state", "suspended");
        Assert.Equal("Nothing was changed: 1 faults in przyklad.", await Refused("--state", "active"));
        Assert.StartsWith("$.activeSims: a company network needs at least 3 active SIM cards (there are 2)", _run.Faults[^2]);
    }

    // D10: falling to 20 cards suspends what only large companies have, from the next cycle on, with a note.
    [Fact]
    public async Task Twenty_cards_are_too_few_for_the_gated_services()
    {
        await ImportDemo();
        await Done("--sims", "20");
        Assert.Contains("Note: $.pbxRanges[0]: a PBX range: only for companies with more than 20 active SIM cards (there are 20) (N10)", Out);
        Assert.Contains("services of large companies suspended from", Out);
        await Done("--sims", "21");
        Assert.EndsWith("the Manager was not ordered\n", Out);
    }

    [Theory]
    [InlineData("--state is 'lost'; it must be one of active, ordered, suspended, closed.", "--state", "lost")]
    [InlineData("--to is 'soon'; it must be a day YYYY-MM-DD, today or none.", "--to", "soon")]
    [InlineData("--message is 'pigeon:x'; it must be sms:NUMBER or email:ADDRESS.", "--channel", "phone", "--message", "pigeon:x")]
    [InlineData("--sims is 'many'; it must be a number.", "--sims", "many")]
    public async Task What_is_not_understood_is_one_sentence(string sentence, params string[] args)
    {
        await ImportDemo();
        Assert.Equal(2, await _run.Run(["contract", "przyklad", .. args]));
        Assert.Equal(sentence, Assert.Single(_run.Faults));
    }

    [Fact]
    public async Task The_rules_of_company_files_hold_here_too()
    {
        await ImportDemo();
        Assert.Equal("Nothing was changed: 1 faults in przyklad.", await Refused("--channel", "phone", "--message", "email:nobody"));
        Assert.Equal("$.activation.notice.to: nobody is no e-mail address (T7)", _run.Faults[^2]);
    }

    public void Dispose() => _run.Dispose();

    private static string Today => Charging.Cycles.WarsawTime.Day(DateTimeOffset.UtcNow).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Out => _run.Out.ToString();

    private async Task ImportDemo() => Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile));

    private async Task Done(params string[] args)
    {
        _run.Out.GetStringBuilder().Clear();
        Assert.True(await _run.Run(["contract", "przyklad", .. args]) == 0, _run.Error.ToString());
    }

    private async Task<string> Refused(params string[] args)
    {
        Assert.Equal(1, await _run.Run(["contract", "przyklad", .. args]));
        return _run.Faults[^1];
    }

    private IReadOnlyList<OutboxMessage> Messages()
    {
        using var store = Open();
        return store.Outbox.Last(10);
    }

    private string[] Fees()
    {
        using var store = Open();
        return [.. store.Fees.InCycle("przyklad", Charging.Cycles.CycleSchedule.Of(1).At(DateTimeOffset.UtcNow).Start).Select(fee => fee.Entry.Line.Item.Item)];
    }

    private Store Open() => Store.Open(new StoreOptions { Path = Path.Combine(_run.Folder, "data", "pbxbridge.db") }, TimeProvider.System);
}
