using Microsoft.Data.Sqlite;

namespace PbxBridge.Storage.Sqlite;

/// <summary>From SQLite's result codes (sqlite.org/rescode.html) to a sentence for the operator.</summary>
internal static class SqliteFault
{
    private const int Busy = 5, Locked = 6, OutOfMemory = 7, ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CannotOpen = 14, Auth = 23, NotADatabase = 26;

    public static StoreException From(SqliteException fault, string path) => new(Sentence(fault, path), fault);

    public static StoreException Unusable(string path, string reason) =>
        new($"The store {path} cannot be opened ({reason}): check the path and its rights, or set {StoreOptions.Section}:Path to a file that the bridge may write.");

    public static StoreException Foreign(string path) =>
        new($"The file {path} is a database of another program: set {StoreOptions.Section}:Path to another file.");

    /// <summary>True when the same statement may succeed later: the file or the disk is at fault, not the record.</summary>
    public static bool IsOfTheFile(SqliteException fault) => fault.SqliteErrorCode
        is Busy or Locked or OutOfMemory or ReadOnly or InputOutput or Corrupt or Full or CannotOpen or Auth or NotADatabase;

    private static string Sentence(SqliteException fault, string path) => fault.SqliteErrorCode switch
    {
        Busy or Locked => $"The store {path} is locked by another program: stop that program and try again.",
        ReadOnly => $"The store {path} is not writable: give the user who runs the bridge the right to write it and its folder.",
        Corrupt => $"The store {path} is damaged: move it away and restore the last backup.",
        NotADatabase => $"The file {path} is not a store of the bridge, or it is damaged: move it away, restore a backup, or set {StoreOptions.Section}:Path to another file.",
        Full => $"The disk that holds the store {path} is full: free some space.",
        CannotOpen => $"The store {path} cannot be opened: check that its folder exists and that the user who runs the bridge may read and write there.",
        InputOutput => $"The disk that holds the store {path} reports an error (code {fault.SqliteExtendedErrorCode}): check the disk.",
        _ => $"The store {path} failed (code {fault.SqliteExtendedErrorCode}, {FirstLine(fault.Message)}): run the program with check.",
    };

    private static string FirstLine(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }
}
