using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Vouchers;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Vouchers;

/// <summary>Batches of vouchers: making, activating, blocking (VCH-1, VCH-2). Redeeming is <see cref="TopUps"/>. Any thread but the signalling loop.</summary>
public sealed class VoucherStore
{
    /// <summary>In one transaction.</summary>
    public const int LargestBatch = 100_000;

    // Longer than any window of the rules, for who looks back after an alarm.
    private static readonly TimeSpan FailureMemory = TimeSpan.FromDays(30);

    private const string MarkName = "voucher-secret-mark";

    private readonly Store _store;
    private readonly Database _database;

    internal VoucherStore(Store store)
    {
        _store = store;
        _database = store.Database;
    }

    /// <summary>Makes vouchers that cannot be redeemed yet.</summary>
    /// <param name="by">Stands in the audit, as in the other acts; null = it has no line there.</param>
    /// <returns>The codes, this once.</returns>
    /// <exception cref="ArgumentException">There are no vouchers of that value.</exception>
    /// <exception cref="InvalidOperationException">Not <see cref="TakesSecret"/>.</exception>
    public (VoucherBatch Batch, ImmutableArray<PrintedVoucher> Vouchers) Create(
        Money value, int count, DateOnly validUntil, string author, VoucherRules rules, VoucherPepper pepper, AuditActor? by = null)
    {
        if (!rules.IsFaceValue(value))
            throw new ArgumentException($"There are no vouchers of {value} zł.", nameof(value));
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, LargestBatch);
        return _database.Write(Subject.Vouchers, (db, transaction) =>
        {
            if (Mark(db) is not { } mark)
                db.Execute("INSERT INTO secret (name, value) VALUES (@MarkName, @Value)", new { MarkName, Value = Encoding.ASCII.GetBytes(pepper.Mark) });
            else if (mark != pepper.Mark)
                throw new InvalidOperationException("The vouchers of this store were made with another secret.");
            var now = _store.Time.GetUtcNow().ToUnixTimeMilliseconds();
            var id = db.ExecuteScalar<long>(
                "INSERT INTO counter (name, value) VALUES ('voucher', 1) ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value");
            db.Execute(
                "INSERT INTO voucher_batch (id, value, valid_until, created_at, author) VALUES (@id, @Units, @Until, @now, @author)",
                new { id, value.Units, Until = EndOf(validUntil), now, author });
            var printed = ImmutableArray.CreateBuilder<PrintedVoucher>(count);
            while (printed.Count < count)
            {
                var code = VoucherCode.New(Draw());
                var voucher = new PrintedVoucher(string.Create(CultureInfo.InvariantCulture, $"{id}-{printed.Count + 1:D6}"), code.Digits);
                // A code that is there already is drawn again.
                if (db.Execute(
                    "INSERT INTO voucher (serial, batch, code, state) VALUES (@Serial, @id, @Code, 'Created') ON CONFLICT (code) DO NOTHING",
                    new { voucher.Serial, id, Code = pepper.Hash(code) }) == 1)
                    printed.Add(voucher);
            }

            var batch = Batches(db).Single(one => one.Id == id);
            Note(db, by, "vouchers make", id, null, string.Create(CultureInfo.InvariantCulture, $"{count} × {value} zł, valid until {validUntil:yyyy-MM-dd}"));
            transaction.Commit();
            return (batch, printed.MoveToImmutable());
        });
    }

    /// <summary>From now on the vouchers of a batch can be redeemed.</summary>
    /// <returns>How many.</returns>
    public int Activate(long batch, AuditActor? by = null) =>
        Set("UPDATE voucher SET state = 'Active' WHERE batch = @batch AND state = 'Created'", batch, by, "vouchers activate", "inactive", "active");

    /// <summary>Those that are not redeemed never will be.</summary>
    /// <returns>How many.</returns>
    public int Block(long batch, AuditActor? by = null) =>
        Set("UPDATE voucher SET state = 'Blocked' WHERE batch = @batch AND state IN ('Created', 'Active')", batch, by, "vouchers block", "not redeemed", "blocked");

    /// <summary>The first batch settles the secret of a store: with another one none of its codes would be known.</summary>
    public bool TakesSecret(VoucherPepper pepper) => _database.Read(Mark) is not { } mark || mark == pepper.Mark;

    /// <summary>The vouchers of a batch, in the order of their serials; none when there is no such batch.</summary>
    public ImmutableArray<VoucherRow> Vouchers(long batch) => _database.Read<ImmutableArray<VoucherRow>>(db =>
        [.. db.Query<(string Serial, string State, long? At, string? Company)>(
            """
            SELECT v.serial, v.state, v.redeemed_at, a.company FROM voucher v LEFT JOIN account a ON a.id = v.redeemed_by WHERE v.batch = @batch ORDER BY v.serial
            """,
            new { batch }).Select(row => new VoucherRow(
                row.Serial, Names<VoucherState>.Read(row.State, VoucherState.Blocked), row.At is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null, row.Company))]);

    /// <summary>The newest first.</summary>
    public ImmutableArray<VoucherBatch> Batches() => _database.Read(Batches);

    /// <summary>Forgets wrong codes that count for nobody any more.</summary>
    internal void ForgetFailures() => _database.Write(Subject.Vouchers, (db, transaction) =>
    {
        var limit = (_store.Time.GetUtcNow() - FailureMemory).ToUnixTimeMilliseconds();
        db.Execute("DELETE FROM voucher_failure WHERE at < @limit", new { limit });
        db.Execute("DELETE FROM voucher_source WHERE seen < @limit", new { limit });
        transaction.Commit();
        return 0;
    });

    private static string? Mark(DbConnection db) =>
        db.QuerySingleOrDefault<byte[]?>("SELECT value FROM secret WHERE name = @MarkName", new { MarkName }) is { } mark ? Encoding.ASCII.GetString(mark) : null;

    private static ImmutableArray<VoucherBatch> Batches(DbConnection db) =>
        [.. db.Query<(long Id, long Value, long Until, long CreatedAt, string Author, long Created, long Active, long Redeemed, long Blocked)>(
            """
            SELECT b.id, b.value, b.valid_until, b.created_at, b.author,
                count(CASE v.state WHEN 'Created' THEN 1 END), count(CASE v.state WHEN 'Active' THEN 1 END),
                count(CASE v.state WHEN 'Redeemed' THEN 1 END), count(CASE v.state WHEN 'Blocked' THEN 1 END)
            FROM voucher_batch b JOIN voucher v ON v.batch = b.id GROUP BY b.id, b.value, b.valid_until, b.created_at, b.author ORDER BY b.id DESC
            """).Select(row => new VoucherBatch(
                row.Id, Money.FromUnits(row.Value), WarsawTime.Day(DateTimeOffset.FromUnixTimeMilliseconds(row.Until - 1)),
                DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), row.Author, (int)row.Created, (int)row.Active, (int)row.Redeemed, (int)row.Blocked))];

    private static long EndOf(DateOnly day) => WarsawTime.Midnight(day.AddDays(1)).ToUnixTimeMilliseconds();

    // 62 bits are 461,168 times the space and something: what lies in the something is drawn again.
    private long Draw()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        while (true)
        {
            _store.Random(bytes);
            var value = BinaryPrimitives.ReadInt64BigEndian(bytes) & ((1L << 62) - 1);
            if (value < (1L << 62) / VoucherCode.Space * VoucherCode.Space)
                return value % VoucherCode.Space;
        }
    }

    private void Note(DbConnection db, AuditActor? by, string act, long batch, string? before, string? after)
    {
        if (by is not null)
            AuditTables.Add(db, new AuditEntry(null, by, act, [new(string.Create(CultureInfo.InvariantCulture, $"batch {batch}"), before, after)]), _store.Time.GetUtcNow());
    }

    private int Set(string sql, long batch, AuditActor? by, string act, string before, string after) => _database.Write(Subject.Vouchers, (db, transaction) =>
    {
        var changed = db.Execute(sql, new { batch });
        if (changed > 0)
            Note(db, by, act, batch, string.Create(CultureInfo.InvariantCulture, $"{changed} {before}"), string.Create(CultureInfo.InvariantCulture, $"{changed} {after}"));
        transaction.Commit();
        return changed;
    });
}
