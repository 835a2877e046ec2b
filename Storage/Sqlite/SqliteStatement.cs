using System.Text;
using Microsoft.Data.Sqlite;
using PbxBridge.Storage.Databases;
using SQLitePCL;

namespace PbxBridge.Storage.Sqlite;

/// <summary>A prepared statement, bound without an object per value.</summary>
internal sealed class SqliteStatement : IStatement
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private byte[] _text = new byte[256];
    private int _column;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    public void Add(string? value)
    {
        if (value is null)
        {
            Check(raw.sqlite3_bind_null(_statement, ++_column));
            return;
        }

        if (_text.Length < value.Length * 3)
            _text = new byte[value.Length * 3];
        AddText(_text.AsSpan(0, Encoding.UTF8.GetBytes(value, _text)));
    }

    public void AddText(ReadOnlySpan<byte> utf8) => Check(raw.sqlite3_bind_text(_statement, ++_column, utf8));

    public void Add(long? value) =>
        Check(value is { } number ? raw.sqlite3_bind_int64(_statement, ++_column, number) : raw.sqlite3_bind_null(_statement, ++_column));

    public void AddBlob(ReadOnlySpan<byte> value) =>
        Check(value.IsEmpty ? raw.sqlite3_bind_null(_statement, ++_column) : raw.sqlite3_bind_blob(_statement, ++_column, value));

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
        _column = 0;
        raw.sqlite3_reset(_statement);
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            Fail(result);
    }

    private void Fail(int result) =>
        throw new SqliteException(raw.sqlite3_errmsg(_database).utf8_to_string(), result & 0xff, raw.sqlite3_extended_errcode(_database));
}
