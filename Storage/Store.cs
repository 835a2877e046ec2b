using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.Sqlite;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Companies;
using PbxBridge.Storage.Sqlite;
using PbxBridge.Storage.Voicemail;

namespace PbxBridge.Storage;

/// <summary>What the bridge remembers: one SQLite file with a write-ahead log, every commit on disk before it is believed. Any thread but the
/// signalling loop, which must not wait for a disk; several processes may open the same file.</summary>
public sealed class Store : IDisposable
{
    private const int KeyLength = 32;

    private readonly Action<Span<byte>> _random;

    private Store(StoreOptions options, SqliteFile file, TimeProvider time, Action<Span<byte>> random)
    {
        Options = options;
        File = file;
        Time = time;
        _random = random;
        Companies = new CompanyStore(file, time);
        Calls = new CallStore(file, options, time);
        Voicemail = new VoicemailStore(file, options, time);
    }

    public StoreOptions Options { get; }

    /// <summary>The file, as an absolute path.</summary>
    public string Path => File.FullPath;

    public CompanyStore Companies { get; }

    /// <summary>Call records, for reading; they are written by a <see cref="CallRecordWriter"/>.</summary>
    public CallStore Calls { get; }

    public VoicemailStore Voicemail { get; }

    internal SqliteFile File { get; }

    internal TimeProvider Time { get; }

    /// <summary>Opens the store; makes it when it is not there, and brings its schema up to date.</summary>
    /// <param name="random">Fills a span with unpredictable bytes, for keys; null = the system's generator.</param>
    /// <exception cref="StoreException">It cannot be used; the message says why and what to do.</exception>
    public static Store Open(StoreOptions options, TimeProvider time, Action<Span<byte>>? random = null)
    {
        var file = new SqliteFile(options.Path, options.LockWait);
        try
        {
            FileGuard.Prepare(file.FullPath);
            Migrations.Apply(file, time);
            return new Store(options, file, time, random ?? RandomNumberGenerator.Fill);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A secret of 32 random bytes, made when its name is first asked for and the same ever after.</summary>
    /// <param name="name">What it is for: <c>nonce</c>.</param>
    public byte[] SecretKey(string name) => File.Write((db, transaction) =>
    {
        if (Read(db, name) is { } known)
            return known;
        var key = new byte[KeyLength];
        _random(key);
        db.Execute("INSERT INTO secret (name, value) VALUES (@name, @key)", new { name, key });
        transaction.Commit();
        return key;

        static byte[]? Read(SqliteConnection db, string name) =>
            db.QuerySingleOrDefault<byte[]?>("SELECT value FROM secret WHERE name = @name", new { name });
    });

    public void Dispose() => File.Dispose();
}
