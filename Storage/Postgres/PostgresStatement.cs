using System.Text;
using Npgsql;
using NpgsqlTypes;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Postgres;

/// <summary>A statement that the server keeps prepared.</summary>
internal sealed class PostgresStatement : IStatement
{
    private readonly NpgsqlCommand _command;
    private int _count;

    public PostgresStatement(NpgsqlConnection connection, string sql) => _command = new NpgsqlCommand(Numbered(sql), connection);

    // PostgreSQL takes no NUL in a text, and the driver no half of a character.
    public void Add(string? value) => Add(value is null ? DBNull.Value : PostgresText.Of(value), NpgsqlDbType.Text);

    public void AddText(ReadOnlySpan<byte> utf8) => Add(Encoding.UTF8.GetString(utf8));

    public void Add(long? value) => Add(value is { } number ? number : DBNull.Value, NpgsqlDbType.Bigint);

    public void AddBlob(ReadOnlySpan<byte> value) => Add(value.IsEmpty ? DBNull.Value : value.ToArray(), NpgsqlDbType.Bytea);

    public int Run()
    {
        _count = 0;
        return _command.ExecuteNonQuery();
    }

    public bool TryRead(Span<long> columns)
    {
        _count = 0;
        using var reader = _command.ExecuteReader();
        if (!reader.Read())
            return false;
        for (var i = 0; i < columns.Length; i++)
            columns[i] = reader.IsDBNull(i) ? 0 : reader.GetInt64(i);
        return true;
    }

    public void Reset() => _count = 0;

    public void Dispose() => _command.Dispose();

    private void Add(object value, NpgsqlDbType type)
    {
        if (_count == _command.Parameters.Count)
            _command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        _command.Parameters[_count++].Value = value;
    }

    private static string Numbered(string sql)
    {
        var text = new StringBuilder(sql.Length + 32);
        var count = 0;
        foreach (var c in sql)
            _ = c == '?' ? text.Append('$').Append(++count) : text.Append(c);
        return text.ToString();
    }
}
