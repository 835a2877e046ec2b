using System.Text;
using PbxBridge.Routing.Numbering;
using PbxBridge.Storage.Companies;
using PbxBridge.Storage.Databases;
using PbxBridge.Storage.Outbox;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Companies;

public abstract class CompanyStoreTests(PostgresCluster? server) : IDisposable
{
    private readonly TemporaryStore _temporary = new(server);

    private CompanyStore Companies => _temporary.Store.Companies;

    [StoreFact]
    public void A_new_store_has_no_company()
    {
        Assert.True(Companies.IsEmpty);
        Assert.Empty(Companies.LoadAll());
        Assert.Null(Companies.Load("przyklad"));
    }

    [StoreFact]
    public void A_saved_document_comes_back_byte_for_byte_after_a_restart()
    {
        var json = Encoding.UTF8.GetBytes("{ \"name\": \"Przykład Sp. z o.o.\" }\n");
        Assert.Equal(1, Saved(Companies.Save(Change("przyklad") with { Json = json })).Revision);
        _temporary.Reopen();
        var read = Companies.Load("przyklad");
        Assert.NotNull(read);
        Assert.Equal(json, read.Json.ToArray());
        Assert.Equal((1L, _temporary.Time.GetUtcNow()), (read.Revision, read.SavedAt));
        Assert.False(Companies.IsEmpty);
    }

    [StoreFact]
    public void Every_save_is_a_revision_and_the_old_ones_can_be_read_and_taken_back()
    {
        Companies.Save(Change("a", "one") with { Author = "anna", Note = "import" });
        _temporary.Time.Advance(TimeSpan.FromMinutes(1));
        Companies.Save(Change("a", "two") with { Author = "piotr", Note = "profil" });
        Companies.Save(Change("a", Text(Companies.Load("a", 1)!)) with { Author = "anna", Note = "cofnięcie" });

        Assert.Equal("one", Text(Companies.Load("a")!));
        Assert.Equal("two", Text(Companies.Load("a", 2)!));
        Assert.Null(Companies.Load("a", 4));
        Assert.Equal(
            [(3L, "anna", "cofnięcie"), (2L, "piotr", "profil"), (1L, "anna", "import")],
            Companies.History("a").Select(row => (row.Revision, row.Author, row.Note)));
        Assert.Equal(TimeSpan.FromMinutes(1), Companies.History("a")[1].SavedAt - Companies.History("a")[2].SavedAt);
        Assert.Equal("one", Text(Assert.Single(Companies.LoadAll())));
    }

    [StoreFact]
    public void A_change_made_from_an_older_revision_is_refused()
    {
        Companies.Save(Change("a", "one"));
        Companies.Save(Change("a", "two"));
        Assert.Equal(new SaveOutcome.Outdated("a", 1, 2), Companies.Save(Change("a", "mine") with { ExpectedRevision = 1 }));
        Assert.Equal("two", Text(Companies.Load("a")!));
        Assert.Equal(3, Saved(Companies.Save(Change("a", "mine") with { ExpectedRevision = 2 })).Revision);
    }

    [StoreFact]
    public void A_company_that_shall_be_new_must_not_exist()
    {
        Assert.Equal(1, Saved(Companies.Save(Change("a") with { ExpectedRevision = 0 })).Revision);
        Assert.Equal(new SaveOutcome.Outdated("a", 0, 1), Companies.Save(Change("a") with { ExpectedRevision = 0 }));
        Assert.Equal(new SaveOutcome.Outdated("b", 7, 0), Companies.Save(Change("b") with { ExpectedRevision = 7 }));
        Assert.Null(Companies.Load("b"));
    }

    [StoreTheory]
    [InlineData("+48225558000", "+48225558999")]
    [InlineData("+48225558999", "+48225559005")]
    [InlineData("+48225557000", "+48225558000")]
    [InlineData("+48225550000", "+48225559999")]
    [InlineData("+48225558500", "+48225558500")]
    public void A_number_of_one_company_is_refused_to_another(string first, string last)
    {
        Companies.Save(Change("a") with { Numbers = [Range("+48225558000", "+48225558999")] });
        var wanted = Range(first, last);
        Assert.Equal(new SaveOutcome.NumberTaken("b", wanted, "a"), Companies.Save(Change("b") with { Numbers = [wanted] }));
        Assert.Null(Companies.Load("b"));
    }

    [StoreFact]
    public void Neighbouring_numbers_and_a_companys_own_overlaps_are_allowed()
    {
        Saved(Companies.Save(Change("a") with { Numbers = [Range("+48225558000", "+48225558999"), Range("+48225558000", "+48225558000")] }));
        Saved(Companies.Save(Change("b") with { Numbers = [Range("+48225557999", "+48225557999"), Range("+48225559000", "+48225559000")] }));
        Assert.Equal(["a", "a", "b", "b", null], new[] { "+48225558000", "+48225558999", "+48225557999", "+48225559000", "+48225559001" }
            .Select(number => Companies.OwnerOf(new PhoneNumber(number))));
        Assert.Null(Companies.OwnerOf(new PhoneNumber("112")));
    }

    // Alone, around, within and over the edges; a range within another of the same company hides none of it.
    [StoreTheory]
    [InlineData(48601000201, 48601000201)]
    [InlineData(48601000200, 48601000202)]
    [InlineData(48225558500, 48225558500)]
    [InlineData(48225558001, 48225558002)]
    [InlineData(48225558750, 48225558760)]
    [InlineData(48225558999, 48225559005)]
    [InlineData(48225557000, 48225558000)]
    [InlineData(48225550000, 48225559999)]
    public void The_database_itself_refuses_a_number_twice(long first, long last)
    {
        Companies.Save(Change("a") with
        {
            Numbers = [Range("+48601000201", "+48601000201"), Range("+48225558000", "+48225558999"), Range("+48225558700", "+48225558710"), Range("+48225558700", "+48225558700")],
        });
        Companies.Save(Change("b") with { Numbers = [Range("+48225557900", "+48225557999"), Range("+48225557910", "+48225557919")] });
        Assert.Equal(new SaveOutcome.NumberTaken("c", Range($"+{first}", $"+{last}"), "a"), Companies.Save(Change("c") with { Numbers = [Range($"+{first}", $"+{last}")] }) switch
        {
            // It meets both of them.
            SaveOutcome.NumberTaken { Owner: "b" } both when first < 48225557999 => both with { Owner = "a" },
            var other => other,
        });
        Companies.Save(Change("c"));
        Assert.Throws<StoreException>(() => _temporary.Store.Database.Write(Subject.Companies, (db, _) =>
            Dapper.SqlMapper.Execute(db, "INSERT INTO owned_range (company, first_number, last_number, kind) VALUES ('c', @first, @last, 'x')", new { first, last })));
    }

    // Against every number of a small field: what is refused is what overlaps, and nothing else.
    [StoreTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_two_companies_have_a_third_gets_only_what_is_free(int seed)
    {
        var random = new Random(seed);
        Dictionary<string, List<(int First, int Last)>> had = new() { ["a"] = [], ["b"] = [] };
        foreach (var owner in Enumerable.Range(0, 24).Select(_ => random.Next(2) == 0 ? "a" : "b"))
        {
            var first = random.Next(100);
            var wanted = (First: first, Last: Math.Min(99, first + (random.Next(3) == 0 ? random.Next(20) : 0)));
            var free = !had.Any(one => one.Key != owner && one.Value.Any(range => range.First <= wanted.Last && range.Last >= wanted.First));
            Assert.Equal(free, Companies.Save(Change(owner) with { Numbers = [.. had[owner].Append(wanted).Select(Of)] }) is SaveOutcome.Saved);
            if (free)
                had[owner].Add(wanted);
        }

        for (var number = 0; number < 100; number++)
            Assert.Equal(had.FirstOrDefault(one => one.Value.Exists(range => range.First <= number && range.Last >= number)).Key, Companies.OwnerOf(new PhoneNumber($"+486010000{number:00}")));

        static OwnedRange Of((int First, int Last) range) => Range($"+486010000{range.First:00}", $"+486010000{range.Last:00}");
    }

    [StoreFact]
    public void Numbers_given_up_are_free_again()
    {
        Companies.Save(Change("a") with { Numbers = [Range("+48601000201", "+48601000201")] });
        Companies.Save(Change("a"));
        Saved(Companies.Save(Change("b") with { Numbers = [Range("+48601000201", "+48601000201")] }));
    }

    [StoreFact]
    public void Several_companies_are_saved_together_or_not_at_all()
    {
        Companies.Save(Change("c") with { Numbers = [Range("+48601000999", "+48601000999")] });
        var outcome = Companies.SaveMany([Change("a"), Change("b") with { Numbers = [Range("+48601000999", "+48601000999")] }]);
        Assert.IsType<SaveOutcome.NumberTaken>(outcome);
        Assert.Equal(["c"], Companies.LoadAll().Select(company => company.Id));
        Assert.Equal([("a", 1L), ("b", 1L)], Saved(Companies.SaveMany([Change("a"), Change("b")])).Revisions.Select(row => (row.Company, row.Revision)));
    }

    [StoreFact]
    public void A_number_may_move_between_companies_saved_together()
    {
        Companies.Save(Change("a") with { Numbers = [Range("+48601000201", "+48601000201")] });
        Companies.Save(Change("b") with { Numbers = [Range("+48601000202", "+48601000202")] });
        Saved(Companies.SaveMany([
            Change("a") with { Numbers = [Range("+48601000202", "+48601000202")] },
            Change("b") with { Numbers = [Range("+48601000201", "+48601000201")] },
        ]));
        Assert.Equal("b", Companies.OwnerOf(new PhoneNumber("+48601000201")));
    }

    [StoreFact]
    public void Softphone_accounts_follow_the_latest_save()
    {
        var number = new PhoneNumber("+48601000201");
        Companies.Save(Change("a") with { Softphones = [new("a", "anna", number), new("a", "piotr", number)] });
        Companies.Save(Change("a") with { Softphones = [new("a", "anna", number)] });
        Assert.Equal([new SoftphoneUser("a", "anna", number)], Companies.Softphones());
    }

    [StoreFact]
    public void A_login_of_one_company_is_refused_to_another_until_it_is_given_up()
    {
        Saved(Companies.Save(Change("a") with { Logins = ["anna", "jan"] }));
        Saved(Companies.Save(Change("a") with { Logins = ["jan", "anna"] }));
        Assert.Equal(new SaveOutcome.LoginTaken("b", "jan"), Companies.Save(Change("b") with { Logins = ["ewa", "jan"] }));
        Assert.Null(Companies.Load("b"));
        Saved(Companies.Save(Change("a") with { Logins = ["anna"] }));
        Saved(Companies.Save(Change("b") with { Logins = ["ewa", "jan"] }));
        Assert.Equal(new SaveOutcome.LoginTaken("a", "ewa"), Companies.Save(Change("a") with { Logins = ["anna", "ewa"] }));
    }

    [StoreFact]
    public void A_login_may_move_between_companies_saved_together()
    {
        Companies.Save(Change("a") with { Logins = ["anna"] });
        Companies.Save(Change("b") with { Logins = ["jan"] });
        Saved(Companies.SaveMany([Change("a") with { Logins = ["jan"] }, Change("b") with { Logins = ["anna"] }]));
        Assert.Equal(new SaveOutcome.LoginTaken("c", "anna"), Companies.Save(Change("c") with { Logins = ["anna"] }));
    }

    [StoreFact]
    public void What_goes_out_because_of_a_change_is_written_with_it_or_not_at_all()
    {
        var message = new NewMessage("sms", "activation/a", "a", "{}");
        Saved(Companies.Save(Change("a") with { Messages = [message] }));
        Saved(Companies.Save(Change("a") with { Messages = [message] }));
        Companies.Save(Change("a") with { ExpectedRevision = 1, Messages = [message with { Key = "outdated" }] });
        Assert.Equal(["activation/a"], _temporary.Store.Outbox.Last(5).Select(row => row.Key));
    }

    [StoreTheory]
    [InlineData("112", "112")]
    [InlineData("+48225558999", "+48225558000")]
    [InlineData("+4822555", "+48225558000")]
    [InlineData("+48 22", "+48 22")]
    public void What_is_no_range_of_full_numbers_is_a_bug_of_the_caller(string first, string last)
    {
        Assert.Throws<ArgumentException>(() => Companies.Save(Change("a") with { Numbers = [Range(first, last)] }));
        Assert.True(Companies.IsEmpty);
    }

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private static SaveOutcome.Saved Saved(SaveOutcome outcome) => Assert.IsType<SaveOutcome.Saved>(outcome);

    private static string Text(CompanyDocument document) => Encoding.UTF8.GetString(document.Json.Span);

    private static OwnedRange Range(string first, string last) => new(new PhoneNumber(first), new PhoneNumber(last), "pbx");

    private static CompanyChange Change(string id, string text = "{}") => new(id, Encoding.UTF8.GetBytes(text), [], [], "test", "");

    public sealed class OnSqlite() : CompanyStoreTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : CompanyStoreTests(server);
}
