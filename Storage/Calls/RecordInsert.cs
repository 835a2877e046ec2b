using System.Data.Common;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Calls;

/// <summary>The two prepared statements that write call records. Bound to one connection and one thread.</summary>
internal sealed class RecordInsert : IDisposable
{
    private readonly RecordJson _json = new();
    private readonly FlowBlob _flow;
    private readonly IStatement _record;
    private readonly IStatement _part;

    public RecordInsert(Database database, DbConnection connection, int flowBytes)
    {
        _flow = new FlowBlob(flowBytes);
        _record = Prepare("call_record",
        [
            "id", "company", "started_at", "ringing_at", "answered_at", "ended_at", "caller", "caller_shown", "dialled", "called", "number_class",
            "direction", "in_trunk", "out_trunk", "service", "answered_by", "outcome", "sip_status", "q850", "released_by", "billing", "attempts", "decisions", "flow",
        ]);
        _part = Prepare("call_part", ["id", "decisions", "flow"]);

        // A row that is there already stays.
        IStatement Prepare(string table, ReadOnlySpan<string> columns) => database.Prepare(
            connection,
            $"INSERT INTO {table} ({string.Join(", ", columns!)}) VALUES ({string.Join(", ", Enumerable.Repeat("?", columns.Length))}) ON CONFLICT (id) DO NOTHING");
    }

    /// <summary>Inside the connection's transaction. A record that is there already stays as it is.</summary>
    public void Run(CallRecord record)
    {
        _record.Reset();
        _record.Add(record.Id);
        _record.Add(record.Company);
        _record.Add(record.StartedAt.ToUnixTimeMilliseconds());
        _record.Add(record.RingingAt?.ToUnixTimeMilliseconds());
        _record.Add(record.AnsweredAt?.ToUnixTimeMilliseconds());
        _record.Add(record.EndedAt.ToUnixTimeMilliseconds());
        _record.Add(record.CallerNumber);
        _record.Add(record.CallerShown);
        _record.Add(record.Dialled);
        _record.Add(record.Called?.Value);
        _record.Add(Names<NumberClass>.Of(record.NumberClass));
        _record.Add(Names<CallDirection>.Of(record.Direction));
        _record.Add(record.InTrunk);
        _record.Add(record.OutTrunk);
        _record.Add(Names<CallService>.Of(record.Service));
        _record.Add(record.AnsweredBy);
        _record.Add(Names<CallCause>.Of(record.Outcome));
        _record.Add((long)record.SipStatus);
        _record.Add((long?)record.Q850);
        _record.Add(Names<ReleasedBy>.Of(record.ReleasedBy));
        _record.Add(record.Billing == Billing.Business ? null : Names<Billing>.Of(record.Billing));
        _record.AddText(_json.Write(record.Attempts));
        _record.AddText(_json.Write(record.Decisions));
        if (record.Packed is { Count: > 0 } packed)
            _record.AddBlob(_flow.Encode(packed));
        else
            _record.AddBlob(record.Flow.IsDefaultOrEmpty ? [] : _flow.Encode(record.Flow));
        _record.Run();
    }

    /// <summary>Inside the connection's transaction.</summary>
    public void Run(CallPart part)
    {
        _part.Reset();
        _part.Add(part.Id);
        _part.AddText(_json.Write(part.Decisions));
        _part.AddBlob(_flow.Encode(part.Flow));
        _part.Run();
    }

    public void Dispose()
    {
        _record.Dispose();
        _part.Dispose();
    }
}
