using Dapper;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Calls;

public abstract class CallStoreTests(PostgresCluster? server) : IDisposable
{
    private protected readonly TemporaryStore _temporary = new(server);

    [StoreFact]
    public async Task The_latest_calls_come_first()
    {
        await Write(5);
        Assert.Equal([Id(4), Id(3), Id(2)], _temporary.Store.Calls.Last(3).Select(call => call.Id));
    }

    [StoreFact]
    public async Task A_line_of_the_list_says_who_called_whom_and_what_came_of_it()
    {
        await Write(1);
        var call = Assert.Single(_temporary.Store.Calls.Last(10));
        var record = SampleCall.Record(Id(0));
        Assert.Equal(
            new CallSummary(record.Id, record.Company, Start(0), record.AnsweredAt, record.EndedAt, record.CallerNumber, record.Dialled, record.Called,
                record.Direction, record.Service, record.AnsweredBy, record.Outcome, record.SipStatus)
            { CallerShown = record.CallerShown },
            call);
        Assert.Equal(record.EndedAt - record.AnsweredAt, call.Talked);
    }

    // CDR-3: what the law wants to be kept is kept for twelve months at least, with the place, and not much longer.
    [StoreFact]
    public async Task By_default_a_call_is_kept_for_twelve_months_and_then_forgotten_with_its_details()
    {
        var place = new CallerPlace { Source = PlaceSource.Cell, Access = "3GPP-NR-FDD", Cell = new CellKey("nr:1") };
        await using (var writer = _temporary.Writer())
            writer.TryEnqueue(SampleCall.Record(Id(0)) with { StartedAt = Start(0), Place = place });
        _temporary.Time.Set(Start(0).AddMonths(12));
        Assert.Equal(0, _temporary.Store.Calls.DeleteExpired());
        var kept = _temporary.Store.Calls.Find(Id(0));
        Assert.Equal((place, SampleCall.Record(Id(0)).CallerNumber, 2, 12), (kept?.Place, kept?.CallerNumber, kept?.Attempts.Length, kept?.Flow.Length));
        _temporary.Time.Set(Start(0).AddMonths(12).AddDays(2));
        Assert.Equal(1, _temporary.Store.Calls.DeleteExpired());
        Assert.Equal((null, 0L), (_temporary.Store.Calls.Find(Id(0)), _temporary.Store.Database.Read(db => db.ExecuteScalar<long>("SELECT count(*) FROM call_detail"))));
    }

    [StoreTheory]
    [InlineData("101", 2)]
    [InlineData("601 000 101", 2)]
    [InlineData("777", 1)]
    [InlineData("%", 3)]
    [InlineData("9", 0)]
    public async Task Calls_are_found_by_the_last_digits_of_either_end(string digits, int expected)
    {
        await Write(
            SampleCall.Record(Id(1)),
            SampleCall.Record(Id(2)) with { Called = new PhoneNumber("+48222222777") },
            SampleCall.Record(Id(3)) with { CallerNumber = "+48601000102" });
        Assert.Equal(expected, _temporary.Store.Calls.Last(10, new CallFilter(NumberEndsWith: digits)).Count);
    }

    // As it is stored: with what may stand behind a number, and with a host and a port that are none.
    [StoreTheory]
    [InlineData("sip:0512345678@192.0.2.9:5060;user=phone", "345678", true)]
    [InlineData("sip:512345678*@host", "5678", true)]
    [InlineData("sip:512345678%2A@host", "5678", true)]
    [InlineData("sip:5123456782A@host", "5678", false)]
    [InlineData("sip:+48512345678;npdi@host;user=phone", "5678", true)]
    [InlineData("tel:+48512345678;phone-context=+48", "5678", true)]
    [InlineData("tel:+48512345678", "5678", true)]
    [InlineData("512345678", "5678", true)]
    [InlineData("sip:0512345678@192.0.2.9:5060;user=phone", "5060", false)]
    [InlineData("sip:0512345678@192.0.2.9", "29", false)]
    [InlineData("sip:0512345678@192.0.2.9", "1234", false)]
    public async Task Of_what_was_dialled_the_last_digits_are_those_of_the_number(string dialled, string digits, bool isFound)
    {
        await Write(SampleCall.Record(Id(1)) with { CallerNumber = "anonymous", Called = null, Dialled = dialled });
        Assert.Equal(isFound ? 1 : 0, _temporary.Store.Calls.Last(10, new CallFilter(NumberEndsWith: digits)).Count);
    }

    [StoreFact]
    public async Task Calls_of_no_company_are_asked_for_by_themselves_and_own_accounts_with_those_of_a_company()
    {
        await Write(
            SampleCall.Record(Id(1)) with { Company = null }, SampleCall.Record(Id(2)) with { Company = "a" }, SampleCall.Record(Id(3)) with { Company = "a", Billing = Billing.PrivatePrepaid });
        Assert.Equal([Id(1)], _temporary.Store.Calls.Last(10, new CallFilter { IsOfNoCompany = true }).Select(call => call.Id));
        Assert.Equal([Id(2)], _temporary.Store.Calls.Last(10, new CallFilter("a")).Select(call => call.Id));
        Assert.Equal([Id(3), Id(2)], _temporary.Store.Calls.Last(10, new CallFilter("a") { HasOwnAccounts = true }).Select(call => call.Id));
    }

    // What was dialled is stored as an address; its host and port are no number.
    [StoreTheory]
    [InlineData("12345", 2)]
    [InlineData("512 345", 1)]
    [InlineData("601000101", 1)]
    [InlineData("5060", 0)]
    [InlineData("192", 0)]
    public async Task Calls_are_found_by_a_part_of_a_number(string digits, int expected)
    {
        await Write(
            SampleCall.Record(Id(1)) with { Dialled = "sip:512345678@192.0.2.1:5060", Called = null },
            SampleCall.Record(Id(2)) with { Dialled = "12345", Called = null, CallerNumber = "+48602000000" });
        Assert.Equal(expected, _temporary.Store.Calls.Last(10, new CallFilter("przyklad") { NumberHas = digits }).Count);
    }

    [StoreFact]
    public async Task Calls_are_found_by_what_came_of_them()
    {
        await Write(
            SampleCall.Record(Id(1)), SampleCall.Record(Id(2)) with { AnsweredAt = null, Outcome = CallCause.Busy }, SampleCall.Record(Id(3)) with { AnsweredAt = null, Outcome = CallCause.ProfileBarred },
            // Answered, and cut.
            SampleCall.Record(Id(4)) with { Outcome = CallCause.LimitReached });
        Assert.Equal([Id(4), Id(1)], Found(CallResult.Answered));
        Assert.Equal([Id(2)], Found(CallResult.NotAnswered));
        Assert.Equal([Id(3)], Found(CallResult.Refused));

        IEnumerable<string> Found(CallResult result)
        {
            var calls = _temporary.Store.Calls.Last(10, new CallFilter("przyklad") { Result = result });
            Assert.All(calls, call => Assert.Equal(result, call.Result));
            return calls.Select(call => call.Id);
        }
    }

    [StoreFact]
    public async Task Every_cause_is_one_result()
    {
        var causes = Enum.GetValues<CallCause>();
        await Write([.. causes.Select((cause, n) => SampleCall.Record(Id(n)) with { AnsweredAt = null, Outcome = cause })]);
        Assert.Equal(causes.Length, new[] { CallResult.NotAnswered, CallResult.Refused }.Sum(result => _temporary.Store.Calls.Last(100, new CallFilter("przyklad") { Result = result }).Count));
    }

    [StoreFact]
    public async Task Calls_are_read_page_by_page_forth_and_back_whether_they_are_sorted_yet_or_not()
    {
        const int All = CompanyRuns.Length + 4;
        await Write([.. Enumerable.Range(0, All).Select(n => SampleCall.Record(Id(n)) with { StartedAt = Start(n), Company = n >= All - 8 ? "mała" : "duża", Flow = [], Decisions = [] })]);
        Assert.Equal([Id(All - 4), Id(All - 5), Id(All - 6)], Page(new("mała") { Before = Id(All - 3) }));
        Assert.Equal([Id(All - 3), Id(All - 4), Id(All - 5)], Page(new("mała") { After = Id(All - 6) }));
        Assert.Equal([Id(All - 1)], Page(new("mała") { After = Id(All - 2) }));
        Assert.Empty(Page(new("mała") { Before = Id(All - 8) }));
        Assert.Equal([Id(All - 7)], Page(new("mała") { IdBegins = Id(All - 7) }));
        Assert.Empty(Page(new("duża") { IdBegins = Id(All - 7) }));
        Assert.Equal([Id(All - 6)], Page(new("mała", From: Start(All - 6)) { Before = Id(All - 5) }));

        IEnumerable<string> Page(CallFilter filter) => _temporary.Store.Calls.Last(3, filter).Select(call => call.Id);
    }

    [StoreFact]
    public async Task Calls_are_found_by_company()
    {
        await Write(SampleCall.Record(Id(1)), SampleCall.Record(Id(2)) with { Company = "inna" }, SampleCall.Record(Id(3)) with { Company = null });
        Assert.Equal([Id(2)], _temporary.Store.Calls.Last(10, new CallFilter(Company: "inna")).Select(call => call.Id));
    }

    [StoreFact]
    public async Task Calls_are_found_by_start_time_from_inclusive_to_exclusive()
    {
        await Write(10);
        var found = _temporary.Store.Calls.Last(10, new CallFilter(From: Start(3), To: Start(6)));
        Assert.Equal([Id(5), Id(4), Id(3)], found.Select(call => call.Id));
    }

    [StoreFact]
    public async Task A_call_is_found_by_the_beginning_of_its_id_when_only_one_begins_so()
    {
        await Write(
            SampleCall.Record("01KJMB5E00AAAAAAAAAAAAAAAA"), SampleCall.Record("01KJMB5E00AAAAAAAAAAAAAAAB"), SampleCall.Record("01KJMB5E0ZAAAAAAAAAAAAAAAA"));
        var calls = _temporary.Store.Calls;
        Assert.Equal("01KJMB5E0ZAAAAAAAAAAAAAAAA", calls.Find("01kjmb5e0z")?.Id);
        Assert.Equal("01KJMB5E00AAAAAAAAAAAAAAAB", calls.Find("01KJMB5E00AAAAAAAAAAAAAAAB")?.Id);
        Assert.Null(calls.Find("01KJMB5E00"));
        Assert.Null(calls.Find("01KJMB5E1"));
        Assert.Null(calls.Find(""));
    }

    [StoreFact]
    public async Task A_transferred_call_comes_back_with_who_talked_with_whom_and_is_forgotten_with_it()
    {
        var talks = new CallTalk[] { new(Start(0), Start(1), "+48502111222", "+48601000201"), new(Start(1), Start(2), "+48502111222", "voicemail") };
        await Write(SampleCall.Record(Id(1)) with { Parent = Id(0), Talks = [.. talks] }, SampleCall.Record(Id(2)) with { Talks = [.. talks[..1]] }, SampleCall.Record(Id(3)));
        var calls = _temporary.Store.Calls;
        Assert.Equal((Id(0), null, null), (calls.Find(Id(1))?.Parent, calls.Find(Id(2))?.Parent, calls.Find(Id(3))?.Parent));
        Assert.Equal([2, 1, 0], new[] { 1, 2, 3 }.Select(n => calls.Find(Id(n))?.Talks.Length));
        Assert.Equal(talks, calls.Find(Id(1))?.Talks.AsEnumerable());
        calls.DeleteOlderThan(Start(1_000));
        await Write(SampleCall.Record(Id(1)));
        Assert.Empty(calls.Find(Id(1))?.Talks ?? [talks[0]]);
    }

    [StoreFact]
    public async Task A_private_calls_talks_are_masked()
    {
        await Write(SampleCall.Record(Id(1)) with
        {
            Billing = Billing.PrivateFlagged,
            Called = new PhoneNumber("+48502111222"),
            Talks = [new(Start(0), Start(1), "+48502111222", "+48601000201")],
        });
        Assert.Equal("+48502xxxxxx", Assert.Single(_temporary.Store.Calls.Find(Id(1))?.Talks ?? []).One);
    }

    [StoreFact]
    public async Task The_latest_calls_of_a_company_are_found_whether_they_are_sorted_yet_or_not()
    {
        const int Sorted = CompanyRuns.Length, All = Sorted + 500;
        await Write([.. Enumerable.Range(0, All).Select(n => SampleCall.Record(Id(n)) with { StartedAt = Start(n), Company = n % 100 == 7 ? "mała" : "duża", Flow = [], Decisions = [] })]);
        Assert.Equal([Id(All - 93), Id(All - 193), Id(All - 293), Id(All - 393), Id(All - 493), Id(All - 593), Id(All - 693)], Of("mała", 7));
        Assert.Equal([Id(All - 1), Id(All - 2)], Of("duża", 2));
        Assert.Equal(All / 100, Of("mała", All).Count());
        Assert.Equal([Id(207), Id(107)], _temporary.Store.Calls.Last(10, new CallFilter("mała", From: Start(100), To: Start(300))).Select(call => call.Id));

        _temporary.Store.Calls.DeleteOlderThan(Start(All - 600));
        Assert.Equal(6, Of("mała", All).Count());
    }

    [StoreFact]
    public async Task Old_calls_are_forgotten_with_their_flows()
    {
        await Write(1_203);
        Assert.Equal(1_200, _temporary.Store.Calls.DeleteOlderThan(Start(1_200)));
        Assert.Equal([Id(1_202), Id(1_201), Id(1_200)], _temporary.Store.Calls.Last(10).Select(call => call.Id));
        Assert.Equal(SampleCall.Record("").Flow.Length, _temporary.Store.Calls.Find(Id(1_200))?.Flow.Length);
        Assert.Equal(0, _temporary.Store.Database.Read(db => Dapper.SqlMapper.ExecuteScalar<long>(db, $"SELECT count(*) FROM call_detail WHERE newest < '{Id(1_200)}'")));
        Assert.Equal(0, _temporary.Store.Calls.DeleteOlderThan(Start(1_200)));
    }

    [StoreFact]
    public async Task Calls_expire_after_the_retention()
    {
        await Write(2);
        _temporary.Time.Set(Start(1) + _temporary.Options.RecordRetention);
        Assert.Equal(1, _temporary.Store.Calls.DeleteExpired());
        Assert.Equal([Id(1)], _temporary.Store.Calls.Last(10).Select(call => call.Id));
    }

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private IEnumerable<string> Of(string company, int count) => _temporary.Store.Calls.Last(count, new CallFilter(company)).Select(call => call.Id);

    private static DateTimeOffset Start(int n) => SampleCall.Start.AddMinutes(n);

    private static string Id(int n) => CallId.Format(Start(n), 42);

    private Task Write(int count) =>
        Write([.. Enumerable.Range(0, count).Select(n => SampleCall.Record(Id(n)) with { StartedAt = Start(n) })]);

    private async Task Write(params CallRecord[] records)
    {
        await using var writer = _temporary.Writer();
        foreach (var record in records)
            Assert.True(writer.TryEnqueue(record));
    }

    public sealed class OnSqlite() : CallStoreTests((PostgresCluster?)null)
    {
        [Fact]
        public void A_company_is_searched_along_its_own_calls_of_the_time_and_no_others()
        {
            var query = new CallQuery(new CallFilter("przyklad", From: Start(0), To: Start(60)) { NumberHas = "123", Result = CallResult.Refused, Before = Id(50) }, 100);
            Assert.Equal(
                ["SEARCH call_of_company USING PRIMARY KEY (owner=? AND call>? AND call<?)", "SEARCH call_record USING INDEX sqlite_autoindex_call_record_1 (id=?)"], Plan(query.OfSorted, query));
            Assert.StartsWith("SEARCH call_record USING INDEX sqlite_autoindex_call_record_1 (id>? AND id<?)", Plan(query.OfAll, query)[0], StringComparison.Ordinal);
        }

        private string[] Plan(string text, CallQuery query) =>
            _temporary.Store.Database.Read(db => db.Query($"EXPLAIN QUERY PLAN {text}", query.Parameters).Select(row => (string)row.detail).ToArray());
    }

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : CallStoreTests(server);
}
