using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Calls.Details;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Companies;
using PbxBridge.Storage.Databases;
using PbxBridge.Storage.Fees;
using PbxBridge.Storage.Limits;
using PbxBridge.Storage.Outbox;
using PbxBridge.Storage.Quotas;
using PbxBridge.Storage.Sqlite;
using PbxBridge.Storage.Voicemail;
using PbxBridge.Storage.Vouchers;
using PbxBridge.Storage.Web;

namespace PbxBridge.Storage;

/// <summary>What the bridge remembers: one SQLite file with a write-ahead log, or a PostgreSQL database; every commit that matters on disk before it is believed (docs/decisions/0029). Any
/// thread but the signalling loop, which must not wait for a disk; several processes may open the same store.</summary>
public sealed class Store : IDisposable
{
    private const int KeyLength = 32;

    private Store(StoreOptions options, Database database, TimeProvider time, Action<Span<byte>> random)
    {
        Options = options;
        Database = database;
        Time = time;
        Random = random;
        DetailIds = new DetailIds(time, random);
        Companies = new CompanyStore(database, time);
        Calls = new CallStore(database, options, time);
        Accounts = new AccountStore(database);
        Charges = new ChargeStore(database, options, time);
        Export = new ChargeExport(database, time);
        Settlements = new SettlementStore(database);
        Running = new RunningCosts(database, options, time);
        Limits = new LimitStore(database, time);
        Outbox = new OutboxStore(database, time);
        Voicemail = new VoicemailStore(database, options, time);
        Fees = new FeeStore(database, time);
        Vouchers = new VoucherStore(this);
        Audit = new AuditStore(database, time);
        SignIns = new SignInStore(database, time);
        Support = new SupportStore(database, time);
        WebKeys = new WebKeyStore(database, time);
    }

    public StoreOptions Options { get; }

    /// <summary>The file, as an absolute path; with PostgreSQL there is only its folder.</summary>
    public string Path => System.IO.Path.GetFullPath(Options.Path);

    /// <summary>The store in sentences for the operator: its file, or server and database.</summary>
    public string Name => Database.Name;

    public CompanyStore Companies { get; }

    /// <summary>Call records, for reading; they are written by a <see cref="CallRecordWriter"/>.</summary>
    public CallStore Calls { get; }

    public AccountStore Accounts { get; }

    /// <summary>What calls cost, for reading; it is written with their records.</summary>
    public ChargeStore Charges { get; }

    /// <summary>Whose calls cost how much, for reading.</summary>
    public SettlementStore Settlements { get; }

    public ChargeExport Export { get; }

    /// <summary>What calls cost that run at the moment.</summary>
    public RunningCosts Running { get; }

    public LimitStore Limits { get; }

    public OutboxStore Outbox { get; }

    public FeeStore Fees { get; }

    public VoucherStore Vouchers { get; }

    public AuditStore Audit { get; }

    public VoicemailStore Voicemail { get; }

    /// <summary>Who is logged in to the Manager.</summary>
    public SignInStore SignIns { get; }

    /// <summary>Who of the operator's support staff may log in there.</summary>
    public SupportStore Support { get; }

    public WebKeyStore WebKeys { get; }

    internal Database Database { get; }

    internal TimeProvider Time { get; }

    internal DetailIds DetailIds { get; }

    /// <summary>Fills a span with unpredictable bytes.</summary>
    internal Action<Span<byte>> Random { get; }

    /// <summary>Opens the store; makes it when it is not there, and brings its schema up to date.</summary>
    /// <param name="random">Fills a span with unpredictable bytes, for keys; null = the system's generator.</param>
    /// <exception cref="StoreException">It cannot be used; the message says why and what to do.</exception>
    public static Store Open(StoreOptions options, TimeProvider time, Action<Span<byte>>? random = null)
    {
        var database = Database.Of(options);
        try
        {
            if (database is SqliteFile sqlite)
                FileGuard.Prepare(sqlite.FullPath);
            else
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(options.Path)) ?? ".");
            Migrations.Apply(database, time);
            return new Store(options, database, time, random ?? RandomNumberGenerator.Fill);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>A secret of 32 random bytes, made when its name is first asked for and the same ever after.</summary>
    /// <param name="name">What it is for: <c>nonce</c>.</param>
    public byte[] SecretKey(string name) => Database.Write(Subject.Secrets, (db, transaction) =>
    {
        if (Read(db, name) is { } known)
            return known;
        var key = new byte[KeyLength];
        Random(key);
        db.Execute("INSERT INTO secret (name, value) VALUES (@name, @key)", new { name, key });
        transaction.Commit();
        return key;

        static byte[]? Read(DbConnection db, string name) =>
            db.QuerySingleOrDefault<byte[]?>("SELECT value FROM secret WHERE name = @name", new { name });
    });

    /// <summary>Counts the runs of a node (<see cref="StoreOptions.Node"/>): called once at the start of the bridge, so that what an earlier run left open can be
    /// told from what this one does.</summary>
    public long BeginEpoch() => Database.Update((db, transaction) =>
    {
        var epoch = db.ExecuteScalar<long>(
            "INSERT INTO counter (name, value) VALUES (@Name, 1) ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value",
            new { Name = $"epoch:{Options.Node}" });
        transaction.Commit();
        return epoch;
    });

    /// <summary>Forgets what has served its time: calls, charges, messages, answers to quota requests, wrong voucher codes, logins that are over. The ledger stays.</summary>
    /// <returns>How many calls and voicemail messages.</returns>
    public (int Calls, int Messages) DeleteExpired()
    {
        Charges.DeleteExpired();
        Outbox.DeleteOlderThan(Time.GetUtcNow() - Options.OutboxRetention);
        new QuotaSweep(this).Forget();
        Vouchers.ForgetFailures();
        SignIns.DeleteExpired();
        return (Calls.DeleteExpired(), Voicemail.DeleteExpired());
    }

    public void Dispose() => Database.Dispose();
}
