using System.Globalization;
using Microsoft.Data.Sqlite;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Storage.Calls;

/// <summary>The two prepared statements that write a call record. Bound to one connection and one thread.</summary>
internal sealed class RecordInsert : IDisposable
{
    private static readonly string[] Columns =
    [
        "id", "company", "started_at", "ringing_at", "answered_at", "ended_at", "caller", "caller_shown", "dialled", "called", "number_class",
        "direction", "in_trunk", "out_trunk", "service", "answered_by", "outcome", "sip_status", "q850", "released_by", "attempts", "decisions",
    ];

    private readonly RecordJson _json = new();
    private readonly FlowBlob _flow;
    private readonly SqliteCommand _record;
    private readonly SqliteCommand _blob;

    public RecordInsert(SqliteConnection connection, int flowBytes)
    {
        _flow = new FlowBlob(flowBytes);
        _record = Prepare(connection, "call_record", Columns);
        _blob = Prepare(connection, "call_flow", ["id", "data"]);
    }

    /// <summary>Inside <paramref name="transaction"/>. A record that is there already stays as it is.</summary>
    public void Run(CallRecord record, SqliteTransaction transaction)
    {
        Bind(record);
        _record.Transaction = transaction;
        if (_record.ExecuteNonQuery() == 0 || record.Flow.IsDefaultOrEmpty)
            return;
        _blob.Transaction = transaction;
        _blob.Parameters[0].Value = record.Id;
        _blob.Parameters[1].Value = _flow.Encode(record.Flow);
        _blob.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _record.Dispose();
        _blob.Dispose();
    }

    private void Bind(CallRecord record)
    {
        var at = 0;
        Next(record.Id);
        Next(record.Company);
        Next(record.StartedAt.ToUnixTimeMilliseconds());
        Next(record.RingingAt?.ToUnixTimeMilliseconds());
        Next(record.AnsweredAt?.ToUnixTimeMilliseconds());
        Next(record.EndedAt.ToUnixTimeMilliseconds());
        Next(record.CallerNumber);
        Next(record.CallerShown);
        Next(record.Dialled);
        Next(record.Called?.Value);
        Next(Names<NumberClass>.Of(record.NumberClass));
        Next(Names<CallDirection>.Of(record.Direction));
        Next(record.InTrunk);
        Next(record.OutTrunk);
        Next(Names<CallService>.Of(record.Service));
        Next(record.AnsweredBy);
        Next(Names<CallCause>.Of(record.Outcome));
        Next((long)record.SipStatus);
        Next((long?)record.Q850);
        Next(Names<ReleasedBy>.Of(record.ReleasedBy));
        Next(_json.Write(record.Attempts));
        Next(_json.Write(record.Decisions));

        void Next(object? value) => _record.Parameters[at++].Value = value ?? DBNull.Value;
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string table, string[] columns)
    {
        var command = connection.CreateCommand();
        var names = columns.Select((_, i) => "@p" + i.ToString(CultureInfo.InvariantCulture)).ToArray();
        command.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", names)}) ON CONFLICT (id) DO NOTHING";
        foreach (var name in names)
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }
}
