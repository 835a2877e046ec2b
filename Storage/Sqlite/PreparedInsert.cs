using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PbxBridge.Storage.Sqlite;

/// <summary>One INSERT, prepared once and bound without an object per value; rows that are there already stay. One thread, one connection.</summary>
internal sealed class PreparedInsert : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private byte[] _text = new byte[256];
    private int _column;

    public PreparedInsert(SqliteConnection connection, string table, ReadOnlySpan<string> columns)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        var sql = $"INSERT INTO {table} ({string.Join(", ", columns!)}) VALUES ({string.Join(", ", Enumerable.Repeat("?", columns.Length))}) ON CONFLICT (id) DO NOTHING";
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    /// <summary>Binds the next column.</summary>
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

    /// <inheritdoc cref="Add(string?)"/>
    public void AddText(ReadOnlySpan<byte> utf8) => Check(raw.sqlite3_bind_text(_statement, ++_column, utf8));

    /// <inheritdoc cref="Add(string?)"/>
    public void Add(long? value) =>
        Check(value is { } number ? raw.sqlite3_bind_int64(_statement, ++_column, number) : raw.sqlite3_bind_null(_statement, ++_column));

    /// <inheritdoc cref="Add(string?)"/>
    /// <param name="value">Empty: null.</param>
    public void AddBlob(ReadOnlySpan<byte> value) =>
        Check(value.IsEmpty ? raw.sqlite3_bind_null(_statement, ++_column) : raw.sqlite3_bind_blob(_statement, ++_column, value));

    /// <summary>Inserts the row whose columns were bound.</summary>
    public void Run()
    {
        var result = raw.sqlite3_step(_statement);
        Reset();
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
            Fail(result);
    }

    /// <summary>Forgets what is bound so far.</summary>
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
