using System.Data.Common;
using Npgsql;

namespace PbxBridge.Storage.Postgres;

/// <summary>From PostgreSQL's codes (its manual, appendix A) to a sentence for the operator.</summary>
internal static class PostgresFault
{
    private const string Key = $"{StoreOptions.Section}:{nameof(StoreOptions.PostgreSql)}";

    public static StoreException From(DbException fault, string name) => new(Sentence(fault, name), fault);

    public static StoreException Unreadable(ArgumentException fault) =>
        new($"The setting {Key} is no connection string ({FirstLine(fault.Message)}): write it as Host=db.example;Database=pbxbridge;Username=pbxbridge;Password=….");

    public static StoreException Foreign(string name) =>
        new($"The database {name} holds tables of another program: set {Key} to a database of the bridge's own.");

    /// <summary>True when the same statement may succeed later. Not so: wrong data (class 22), a broken rule (23), a wrong statement (42).</summary>
    public static bool IsOfTheServer(DbException fault) => fault.SqlState is not { } state
        || !(state.StartsWith("22", StringComparison.Ordinal) || state.StartsWith("23", StringComparison.Ordinal) || state.StartsWith("42", StringComparison.Ordinal));

    private static string Sentence(DbException fault, string name) => fault.SqlState switch
    {
        null => $"The store {name} cannot be reached ({FirstLine((fault.InnerException ?? fault).Message)}): check that the server runs and that {Key} names it.",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"The server of the store {name} refuses the user: check user and password in {Key}.",
        PostgresErrorCodes.InvalidCatalogName => $"The server of the store {name} has no such database: create it, or name another one in {Key}.",
        PostgresErrorCodes.InsufficientPrivilege => $"The store {name} is not writable: make the user of {Key} the owner of the database.",
        PostgresErrorCodes.ReadOnlySqlTransaction => $"The store {name} takes no writes, it is a standby: name the primary server in {Key}.",
        PostgresErrorCodes.LockNotAvailable => $"The store {name} is locked by another program: stop that program and try again.",
        PostgresErrorCodes.DiskFull => $"The disk of the server of the store {name} is full: free some space.",
        _ => $"The store {name} failed (code {fault.SqlState}, {FirstLine(fault is PostgresException server ? server.MessageText : fault.Message)}): run the program with check.",
    };

    private static string FirstLine(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return (end < 0 ? text : text[..end]).TrimEnd('.');
    }
}
