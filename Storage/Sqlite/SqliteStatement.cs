using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using PbxBridge.Storage.Databases;
using SQLitePCL;

namespace PbxBridge.Storage.Sqlite;

/// <summary>A prepared statement, bound without an object per value. Texts stay in one pinned buffer until the statement has run: SQLite makes no copies of them.</summary>
internal sealed unsafe partial class SqliteStatement : IStatement
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly nint _handle;

    // Outgrown buffers are still bound.
    private readonly List<byte[]> _outgrown = [];
    private byte[] _text = GC.AllocateUninitializedArray<byte>(1024, pinned: true);
    private int _length;
    private int _column;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
        _handle = _statement.DangerousGetHandle();
    }

    public void Add(string? value)
    {
        if (value is null)
        {
            Check(BindNull(_handle, ++_column));
            return;
        }

        Reserve(value.Length * 3);
        var length = Encoding.UTF8.GetBytes(value, _text.AsSpan(_length));
        BindText(length);
    }

    public void AddText(ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length);
        utf8.CopyTo(_text.AsSpan(_length));
        BindText(utf8.Length);
    }

    public void Add(long? value) => Check(value is { } number ? BindInt64(_handle, ++_column, number) : BindNull(_handle, ++_column));

    public void AddBlob(ReadOnlySpan<byte> value) =>
        Check(value.IsEmpty ? BindNull(_handle, ++_column) : raw.sqlite3_bind_blob(_statement, ++_column, value));

    public int Run()
    {
        int result;
        do
            result = raw.sqlite3_step(_statement);
        while (result == raw.SQLITE_ROW);
        var changed = raw.sqlite3_changes(_database);
        Reset();
        if (result != raw.SQLITE_DONE)
            Fail(result);
        return changed;
    }

    public bool TryRead(Span<long> columns)
    {
        var result = raw.sqlite3_step(_statement);
        var found = result == raw.SQLITE_ROW;
        for (var i = 0; found && i < columns.Length; i++)
            columns[i] = raw.sqlite3_column_int64(_statement, i);
        while (result == raw.SQLITE_ROW)
            result = raw.sqlite3_step(_statement);
        Reset();
        if (result != raw.SQLITE_DONE)
            Fail(result);
        return found;
    }

    public void Reset()
    {
        (_column, _length) = (0, 0);
        raw.sqlite3_reset(_statement);
        if (_outgrown.Count == 0)
            return;
        raw.sqlite3_clear_bindings(_statement);
        _outgrown.Clear();
    }

    public void Dispose() => _statement.Dispose();

    // The wrapper of the library takes and gives back the handle with every call, and has SQLite copy each text; a row has dozens.
    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_bind_text")]
    private static partial int BindText(nint statement, int column, byte* text, int length, nint destructor);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_bind_int64")]
    private static partial int BindInt64(nint statement, int column, long value);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_bind_null")]
    private static partial int BindNull(nint statement, int column);

    private void BindText(int length)
    {
        // Destructor 0 is SQLITE_STATIC: the text stays where it is until the statement is reset.
        Check(BindText(_handle, ++_column, (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_text, _length), length, 0));
        _length += length;
    }

    private void Reserve(int more)
    {
        if (_length + more <= _text.Length)
            return;
        _outgrown.Add(_text);
        _text = GC.AllocateUninitializedArray<byte>(2 * (_length + more), pinned: true);
        _length = 0;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            Fail(result);
    }

    private void Fail(int result) =>
        throw new SqliteException(raw.sqlite3_errmsg(_database).utf8_to_string(), result & 0xff, raw.sqlite3_extended_errcode(_database));
}
