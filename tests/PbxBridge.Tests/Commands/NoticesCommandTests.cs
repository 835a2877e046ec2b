using System.Text.Json.Nodes;
using PbxBridge.Notices;
using PbxBridge.Storage;
using PbxBridge.Storage.Outbox;
using PbxBridge.Tests.Hosting;
using PbxBridge.Tests.Notices;

namespace PbxBridge.Tests.Commands;

public sealed class NoticesCommandTests
{
    [Fact]
    public async Task What_waits_and_what_was_given_up_is_listed_and_what_was_sent_is_not()
    {
        using var run = new ProgramRun();
        using (var store = Open(run))
        {
            foreach (var (to, key) in (ReadOnlySpan<(string, string)>)[("+48601000201", "a"), ("+48601000202", "b"), ("+48601000203", "c")])
                store.Outbox.Add(new Sms(to, null, "text").As(key, "przyklad"));
            var taken = store.Outbox.Take("sms", 2, TimeSpan.FromMinutes(1));
            store.Outbox.Done(taken[0].Id);
            store.Outbox.GiveUp(taken[1].Id, "SIP 404");
        }

        Assert.Equal(0, await run.Run("notices"));
        var lines = run.Out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((4, "Waiting: 1, given up: 1."), (lines.Length, lines[0]));
        Assert.Matches(@"przyklad +sms +\+48601000203 +0 \d{4}-\d\d-\d\d .* -$", lines[2]);
        Assert.Matches(@"przyklad +sms +\+48601000202 +1 given up +SIP 404$", lines[3]);
    }

    [Fact]
    public async Task The_list_is_as_long_as_asked_for_and_in_polish()
    {
        using var run = new ProgramRun();
        using (var store = Open(run))
        {
            for (var i = 0; i < 3; i++)
                store.Outbox.Add(new Mail("szef@przyklad.example", "s", "b").As($"{i}", "przyklad"));
        }

        Assert.Equal(0, await run.Run("notices", "--last", "2", "--lang", "pl"));
        var lines = run.Out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((4, "Czekają: 3, porzucone: 0."), (lines.Length, lines[0]));
        Assert.Equal(2, await run.Run("notices", "--last", "0"));
        Assert.StartsWith("--last is '0'", Assert.Single(run.Faults));
    }

    [Fact]
    public async Task Check_says_who_waits_for_notices_that_cannot_be_sent()
    {
        using var run = new ProgramRun();
        var file = await CompanyWith(run, company =>
        {
            company["limit"] = JsonNode.Parse("""{ "amount": 100.00, "userThresholds": [80], "administratorThresholds": [100] }""");
            company["notices"] = JsonNode.Parse("""[{ "by": "email", "to": "szef@przyklad.example" }]""");
            company["employees"]![0]!["notice"] = JsonNode.Parse("""{ "by": "sms", "to": "+48601000201" }""");
        });
        Assert.True(await run.Run("import", file) == 0, run.Error.ToString());
        Assert.Equal(1, await run.Run("check", "Notices:Sms:By=Off"));
        Assert.Equal(
            [
                "Company przyklad wants notices by SMS (8), and SMS are switched off (Notices:Sms:By): they cannot be sent.",
                "Company przyklad wants notices by mail (1), and there is no mail server (Notices:Mail:Server): they cannot be sent.",
            ],
            run.Faults);
        Assert.Contains("Notices: no SMS, no mail.", run.Out.ToString());
        Assert.Equal(0, await run.Run("check", "Notices:Mail:Server=mail.example", "Notices:Mail:From=siec@operator.example"));
        Assert.Contains("Notices: SMS through the trunk mobile, mail through mail.example.", run.Out.ToString());
    }

    // P13.
    [Fact]
    public async Task An_activation_that_is_imported_is_told_once()
    {
        using var run = new ProgramRun();
        Assert.Equal(0, await run.Run("import", await CompanyWith(run, company => company["activation"] = Activation(null))));
        Assert.Empty(Messages(run));
        for (var i = 0; i < 2; i++)
            Assert.True(await run.Run("import", await CompanyWith(run, company => company["activation"] = Activation("2026-01-05")), "--yes") == 0, run.Error.ToString());
        var message = Assert.Single(Messages(run));
        Assert.Equal(("sms", "activation/przyklad"), (message.Topic, message.Key));
    }

    [Fact]
    public async Task A_notice_leaves_the_running_program_and_health_tells_what_waits()
    {
        await using var gateway = await GatewayServer.StartAsync();
        using var run = new ProgramRun();
        using (var store = Open(run))
            store.Outbox.Add(new Sms("+48601000201", null, "text").As("a", "przyklad"));
        var watcher = new FakeBridge.Watcher();
        var ended = run.RunBridge(watcher, "Notices:Sms:By=Http", $"Notices:Sms:Url={gateway.Url}");
        await watcher.Bridge;
        await gateway.Came.WaitAsync(TimeSpan.FromSeconds(60));
        run.Stop.Request();
        Assert.Equal(0, await ended);
        Assert.Equal(NoticeId.Of("a"), Assert.Single(gateway.Requests).Key);
        Assert.Equal(MessageState.Sent, Assert.Single(Messages(run)).State);
    }

    private static Store Open(ProgramRun run) => Store.Open(new StoreOptions { Path = Path.Combine(run.Folder, "data", "pbxbridge.db") }, TimeProvider.System);

    private static IReadOnlyList<OutboxMessage> Messages(ProgramRun run)
    {
        using var store = Open(run);
        return store.Outbox.Last(10);
    }

    private static JsonNode? Activation(string? activated)
    {
        var json = JsonNode.Parse("""
            {
              "channel": "phone", "packageBought": "2026-01-02", "applicationReceived": "2026-01-02", "administrator": "Maria Wiśniewska", "basis": "byOwner",
              "notice": { "by": "sms", "to": "+48601000200" }
            }
            """);
        if (activated is not null)
            json!["activated"] = activated;
        return json;
    }

    private static async Task<string> CompanyWith(ProgramRun run, Action<JsonNode> change)
    {
        var company = JsonNode.Parse(await File.ReadAllTextAsync(ProgramRun.DemoFile))!;
        change(company);
        var file = Path.Combine(run.Folder, "company.json");
        await File.WriteAllTextAsync(file, company.ToJsonString());
        return file;
    }
}
