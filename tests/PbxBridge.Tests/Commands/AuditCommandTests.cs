using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Calls;
using PbxBridge.Tests.Hosting;

namespace PbxBridge.Tests.Commands;

/// <summary>ROLE-5, T4 on the command line: every command that changes something leaves who, as whom, from where, before, after and the fees.</summary>
public sealed class AuditCommandTests : IDisposable
{
    private readonly ProgramRun _run = new();

    private static string Who => Environment.UserName;

    [Fact]
    public async Task Import_services_contract_and_limits_leave_who_and_what()
    {
        Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile));
        var file = await FileWith(company =>
        {
            company["employees"]![0]!["profile"] = "kraj-bez-70x";
            company["softphones"]![0]!["password"] = "another-demo-2027";
            company["limit"]!["amount"] = 250;
        });
        Assert.Equal(1, await _run.Run("import", file));
        Assert.Equal(0, await _run.Run("import", file, "--yes", "--consultant"));
        Assert.Equal(0, await _run.Run("services", "przyklad", "--off", "companyArea"));
        Assert.Equal(0, await _run.Run("contract", "przyklad", "--to", "2199-12-31"));
        Assert.Equal(0, await _run.Run("limits", "przyklad", "--lift", "202", "--by", "Anna"));
        Assert.Equal(0, await _run.Run("limits", "przyklad", "--lift", "202", "--by", "Jan"));
        Assert.Equal(0, await _run.Run("services", "przyklad"));
        var rows = Rows();
        Assert.Equal(
            [
                (Who, AuditRole.Administrator, "import demo-company.json", 1L), (Who, AuditRole.Consultant, "import changed.json", 2L), (Who, AuditRole.Administrator, "services -CompanyArea", 3L),
                (Who, AuditRole.Administrator, "contract", 4L), ("Anna", AuditRole.Administrator, "limits lift", (long?)null),
            ],
            rows.Select(row => (row.Entry.Actor.Author, row.Entry.Actor.Role, row.Entry.Act, row.Revision)));
        Assert.All(rows, row => Assert.Equal(("przyklad", $"command line ({Who})"), (row.Entry.Company, row.Entry.Actor.Source)));
        Assert.Equal(new("company", null, "new"), Assert.Single(rows[0].Entry.Changes));
        Assert.Equal(
            [new("employees[anna].profile", null, "kraj-bez-70x"), new("limit.amount", "100", "250"), new("limit.version", "1", "2")],
            rows[1].Entry.Changes.Where(change => change.After != DocumentChanges.Hidden).Select(change => change with { Before = Number(change.Before), After = Number(change.After) }));
        Assert.Contains(new("softphones[anna].ha1", DocumentChanges.Hidden, DocumentChanges.Hidden), rows[1].Entry.Changes);
        Assert.Equal(["CONS_LIMIT_CHANGE", "CONS_PROFILE_CHANGE", "EVT_PROFILE_RESTRICT"], rows[1].Entry.Fees.Select(fee => fee.Split('/', ':')[^1]).Order(StringComparer.Ordinal));
        Assert.Contains(rows[3].Entry.Changes, change => change is { Subject: "contract.to" or "contract", After: { } after } && after.Contains("2199-12-31", StringComparison.Ordinal));
        Assert.Equal("limit of piotr", Assert.Single(rows[4].Entry.Changes).Subject);
    }

    [Fact]
    public async Task The_command_shows_them_in_both_languages_and_never_a_secret()
    {
        Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile));
        Assert.Equal(0, await _run.Run("import", await FileWith(company => company["name"] = "Inna nazwa"), "--yes"));
        Assert.Equal(0, await _run.Run("vouchers", "make", "--count", "2", "--value", "25", "--expires", "2199-12-31", "--out", "codes.csv", "--active", "Vouchers:Secret=0123456789abcdef0123456789abcdef"));
        Out.Clear();
        Assert.Equal(0, await _run.Run("audit", "przyklad"));
        var text = Out.ToString();
        Assert.Matches($@"^\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d  przyklad  {Who}, administrator, command line \({Who}\): import demo-company.json, revision 1\n", text);
        Assert.Contains("    name: Przykład Sp. z o.o. → Inna nazwa\n", text);
        Assert.DoesNotContain("vouchers", text);
        Out.Clear();
        Assert.Equal(0, await _run.Run("audit", "--last", "2", "--lang", "pl"));
        Assert.Matches($@"^\S+ \S+  –  {Who}, operator, wiersz poleceń \({Who}\): vouchers make\n    batch 1: – → 2 × 25.00 zł, valid until 2199-12-31\n\S+ \S+  –  .*: vouchers activate\n", Out.ToString());
        Out.Clear();
        Assert.Equal(0, await _run.Run("audit"));
        var codes = (await File.ReadAllLinesAsync(Path.Combine(_run.Folder, "codes.csv"))).Skip(1).Select(row => row.Split(',')[1]);
        Assert.All([.. codes, "anna-demo-2026", "2010", "pbkdf2"], secret => Assert.DoesNotContain(secret, Out.ToString() + string.Join('|', Rows().SelectMany(row => row.Entry.Changes))));
    }

    // AREA-8.
    [Fact]
    public async Task Whoever_sees_where_a_caller_was_is_written_down()
    {
        Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile));
        var (seen, plain) = (CallId.Format(DateTimeOffset.UtcNow, 1), CallId.Format(DateTimeOffset.UtcNow, 2));
        await Write(seen, new CallerPlace { Source = PlaceSource.Cell, Cell = new CellKey("eutran:260-02:1a2b:0c0ffee") });
        await Write(plain, CallerPlace.Unknown);
        Assert.Equal(0, await _run.Run("calls"));
        Assert.Equal(0, await _run.Run("calls", "--id", plain));
        Assert.Single(Rows());
        Assert.Equal(0, await _run.Run("calls", "--id", seen));
        Assert.Contains("eutran:260-02:1a2b:0c0ffee", Out.ToString());
        var row = Rows()[^1];
        Assert.Equal(("przyklad", Who, AuditRole.Operator, $"calls --id {seen}: location"), (row.Entry.Company, row.Entry.Actor.Author, row.Entry.Actor.Role, row.Entry.Act));
    }

    private async Task Write(string id, CallerPlace place)
    {
        using var store = Store.Open(new StoreOptions { Path = Path.Combine(_run.Folder, "data", "pbxbridge.db") }, TimeProvider.System);
        await using var writer = new CallRecordWriter(store, NullLogger<CallRecordWriter>.Instance);
        Assert.True(writer.TryEnqueue(new CallRecord
        {
            Id = id,
            Company = "przyklad",
            StartedAt = DateTimeOffset.UtcNow,
            EndedAt = DateTimeOffset.UtcNow,
            CallerNumber = "+48601000201",
            Dialled = "202",
            NumberClass = NumberClass.OnNet,
            Direction = CallDirection.Internal,
            Outcome = CallCause.Cleared,
            SipStatus = 200,
            ReleasedBy = ReleasedBy.Caller,
            Place = place,
        }));
    }

    [Fact]
    public async Task Wrong_questions_are_answered_in_a_sentence()
    {
        Assert.Equal(2, await _run.Run("audit", "--last", "0"));
        Assert.Equal("--last is '0'; it must be a number from 1 to 10000.", _run.Faults[^1]);
        Assert.Equal(1, await _run.Run("audit", "nikt"));
        Assert.Equal("There is no company 'nikt'.", _run.Faults[^1]);
        Assert.Equal(0, await _run.Run("audit"));
        Assert.Equal("Nothing was changed.\n", Out.ToString());
    }

    [Fact]
    public async Task What_the_program_does_by_itself_is_told_as_such()
    {
        Assert.Equal(0, await _run.Run("explain", "--from", "201", "--to", "600"));
        var row = Assert.Single(Rows());
        Assert.Equal((AuditActor.Program, "first start", 1L), (row.Entry.Actor, row.Entry.Act, row.Revision));
    }

    public void Dispose() => _run.Dispose();

    private System.Text.StringBuilder Out => _run.Out.GetStringBuilder();

    private static string? Number(string? text) => decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? $"{number:0.##}" : text;

    private AuditRow[] Rows()
    {
        using var store = Store.Open(new StoreOptions { Path = Path.Combine(_run.Folder, "data", "pbxbridge.db") }, TimeProvider.System);
        return [.. store.Audit.Last(null, 100).Reverse()];
    }

    private async Task<string> FileWith(Action<JsonNode> change)
    {
        var company = JsonNode.Parse(await File.ReadAllTextAsync(ProgramRun.DemoFile)) ?? throw new InvalidOperationException("no company");
        change(company);
        var file = Path.Combine(_run.Folder, "changed.json");
        await File.WriteAllTextAsync(file, company.ToJsonString());
        return file;
    }
}
