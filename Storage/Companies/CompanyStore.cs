using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Dapper;
using PbxBridge.Routing.Numbering;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Databases;
using PbxBridge.Storage.Fees;
using PbxBridge.Storage.Outbox;

namespace PbxBridge.Storage.Companies;

/// <summary>Company data in numbered revisions (M12): nothing is overwritten, so every change can be read and taken back. Any thread but the signalling loop.</summary>
public sealed class CompanyStore
{
    private const string Columns = "r.company AS Company, r.revision AS Revision, r.saved_at AS SavedAt, r.author AS Author, r.note AS Note";

    private readonly Database _database;
    private readonly TimeProvider _time;

    internal CompanyStore(Database database, TimeProvider time)
    {
        _database = database;
        _time = time;
    }

    /// <summary>True until the first company is saved.</summary>
    public bool IsEmpty => _database.Read(db => db.ExecuteScalar<long>("SELECT count(*) FROM company") == 0);

    /// <summary>Grows with every save of any company, by this program or another: a cheap question whether something changed.</summary>
    public long Changes => _database.Read(db => db.ExecuteScalar<long>("SELECT coalesce(sum(revision), 0) FROM company"));

    /// <summary>The current revision of every company, by id.</summary>
    public IReadOnlyDictionary<string, long> Revisions() => _database.Read<IReadOnlyDictionary<string, long>>(db =>
        db.Query<(string Id, long Revision)>("SELECT id, revision FROM company").ToDictionary(row => row.Id, row => row.Revision));

    /// <summary>The current document of every company, by id.</summary>
    public IReadOnlyList<CompanyDocument> LoadAll() => _database.Read<IReadOnlyList<CompanyDocument>>(db => [.. db.Query<Row>(
        $"SELECT {Columns}, r.document AS Document FROM company_revision r JOIN company c ON c.id = r.company AND c.revision = r.revision ORDER BY r.company")
        .Select(row => row.ToDocument())]);

    /// <summary>Null when there is no such company or revision.</summary>
    /// <param name="revision">Null = the current one.</param>
    public CompanyDocument? Load(string id, long? revision = null) => _database.Read(db => db.QuerySingleOrDefault<Row>(
        $"""
        SELECT {Columns}, r.document AS Document FROM company_revision r JOIN company c ON c.id = r.company
        WHERE r.company = @id AND r.revision = coalesce(@revision, c.revision)
        """,
        new { id, revision })?.ToDocument());

    /// <summary>Every change of a company, the newest first.</summary>
    public IReadOnlyList<RevisionRow> History(string id) => _database.Read<IReadOnlyList<RevisionRow>>(db => [.. db.Query<Row>(
        $"SELECT {Columns} FROM company_revision r WHERE r.company = @id ORDER BY r.revision DESC", new { id })
        .Select(row => row.ToRevision())]);

    /// <summary>The company that owns a number, or null.</summary>
    public string? OwnerOf(PhoneNumber number) => number.IsShort ? null : _database.Read(db => NumberOverlaps.OwnerOf(db, Digits(number), Digits(number)));

    /// <summary>The softphone accounts of all companies.</summary>
    public IReadOnlyList<SoftphoneUser> Softphones() => _database.Read<IReadOnlyList<SoftphoneUser>>(db => [.. db.Query<(string Company, string Name, string Number)>(
        "SELECT company, user_name, number FROM softphone_user ORDER BY company, user_name")
        .Select(row => new SoftphoneUser(row.Company, row.Name, new PhoneNumber(row.Number)))]);

    /// <summary>Saves a new revision of one company, or nothing.</summary>
    public SaveOutcome Save(CompanyChange change) => SaveMany([change]);

    /// <summary>Saves a new revision of every company given, or nothing at all. Numbers and logins may move among them.</summary>
    public SaveOutcome SaveMany(IReadOnlyList<CompanyChange> changes) => _database.Write<SaveOutcome>(Subject.Companies, (db, transaction) =>
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var revisions = ImmutableArray.CreateBuilder<RevisionRow>(changes.Count);
        foreach (var change in changes)
        {
            if (Revise(db, change, now, out var row) is { } outdated)
                return outdated;
            revisions.Add(row);
        }

        // Only now, when the old lists of all of them are gone, may a number or login have moved from one to another.
        foreach (var change in changes)
        {
            if (InsertNumbers(db, change) is { } taken)
                return taken;
            if (InsertLogins(db, change) is { } known)
                return known;
        }

        foreach (var change in changes)
        {
            if (change.Fees is { } fees)
                FeeTables.Book(_database, db, fees, DateTimeOffset.FromUnixTimeMilliseconds(now));
        }

        foreach (var credit in changes.SelectMany(change => change.Credits))
            AccountTables.Credit(_database, db, credit, DateTimeOffset.FromUnixTimeMilliseconds(now));

        foreach (var message in changes.SelectMany(change => change.Messages))
            OutboxTables.Add(db, message, DateTimeOffset.FromUnixTimeMilliseconds(now));

        for (var i = 0; i < changes.Count; i++)
        {
            if (changes[i].Audit is { } audit)
                AuditTables.Add(db, audit, DateTimeOffset.FromUnixTimeMilliseconds(now), revisions[i].Revision);
        }

        transaction.Commit();
        return new SaveOutcome.Saved(revisions.ToImmutable());
    });

    private static SaveOutcome.Outdated? Revise(DbConnection db, CompanyChange change, long now, out RevisionRow row)
    {
        var current = db.QuerySingleOrDefault<long?>("SELECT revision FROM company WHERE id = @Id", change) ?? 0;
        row = new RevisionRow(change.Id, current + 1, DateTimeOffset.FromUnixTimeMilliseconds(now), change.Author, change.Note);
        if (change.ExpectedRevision is { } expected && expected != current)
            return new SaveOutcome.Outdated(change.Id, expected, current);
        db.Execute(
            "INSERT INTO company (id, revision) VALUES (@Company, @Revision) ON CONFLICT (id) DO UPDATE SET revision = excluded.revision", row);
        db.Execute(
            "INSERT INTO company_revision (company, revision, saved_at, author, note, document) VALUES (@Id, @Revision, @now, @Author, @Note, @Document)",
            new { change.Id, row.Revision, now, change.Author, change.Note, Document = change.Json.ToArray() });
        db.Execute("DELETE FROM owned_range WHERE company = @Id", change);
        db.Execute("DELETE FROM softphone_user WHERE company = @Id", change);
        db.Execute("DELETE FROM login_name WHERE company = @Id", change);
        foreach (var user in change.Softphones)
        {
            db.Execute(
                "INSERT INTO softphone_user (company, user_name, number) VALUES (@Id, @Name, @Number)",
                new { change.Id, user.Name, Number = user.Number.Value });
        }

        return null;
    }

    private static SaveOutcome.NumberTaken? InsertNumbers(DbConnection db, CompanyChange change)
    {
        foreach (var range in change.Numbers)
        {
            var row = new { change.Id, First = Digits(range.First), Last = Digits(range.Last), range.Kind };
            if (row.First > row.Last || range.First.Value.Length != range.Last.Value.Length)
                throw new ArgumentException($"{range.First} … {range.Last} is not a range.", nameof(change));
            // The database would refuse it, too, but a refusal ends the transaction of one of the two kinds.
            if (NumberOverlaps.OwnerOf(db, row.First, row.Last, change.Id) is { } owner)
                return new SaveOutcome.NumberTaken(change.Id, range, owner);
            db.Execute("INSERT INTO owned_range (company, first_number, last_number, kind) VALUES (@Id, @First, @Last, @Kind)", row);
        }

        return null;
    }

    private static SaveOutcome.LoginTaken? InsertLogins(DbConnection db, CompanyChange change)
    {
        foreach (var name in change.Logins)
        {
            if (db.ExecuteScalar<long>("SELECT count(*) FROM support_login WHERE name = @name", new { name }) > 0
                || db.Execute("INSERT INTO login_name (name, company) VALUES (@name, @Id) ON CONFLICT (name) DO NOTHING", new { name, change.Id }) == 0)
                return new SaveOutcome.LoginTaken(change.Id, name);
        }

        return null;
    }

    private static long Digits(PhoneNumber number) =>
        !number.IsShort && number.Value.Length <= 16
        && long.TryParse(number.Value.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var digits)
            ? digits
            : throw new ArgumentException($"{number} is not an E.164 number.", nameof(number));

    private sealed class Row
    {
        public required string Company { get; init; }
        public long Revision { get; init; }
        public long SavedAt { get; init; }
        public string Author { get; init; } = "";
        public string Note { get; init; } = "";
        public byte[] Document { get; init; } = [];

        public CompanyDocument ToDocument() => new(Company, Revision, DateTimeOffset.FromUnixTimeMilliseconds(SavedAt), Document);

        public RevisionRow ToRevision() => new(Company, Revision, DateTimeOffset.FromUnixTimeMilliseconds(SavedAt), Author, Note);
    }
}
