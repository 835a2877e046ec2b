using System.Data.Common;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls.Details;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Calls;

/// <summary>The prepared statements that write a group of calls: a row each, and their details together. Bound to one connection and one thread.</summary>
internal sealed class RecordInsert : IDisposable
{
    private readonly IStatement _record;
    private readonly IStatement _part;
    private readonly IStatement _detail;
    private readonly IStatement _transfer;
    private readonly IStatement _guest;

    public RecordInsert(Database database, DbConnection connection)
    {
        _record = Prepare("call_record",
        [
            "id", "company", "started_at", "ringing_at", "answered_at", "ended_at", "caller", "caller_shown", "dialled", "called", "number_class",
            "direction", "in_trunk", "out_trunk", "service", "answered_by", "outcome", "sip_status", "q850", "released_by", "billing", "attempts", "decisions", "detail",
        ]);
        _part = Prepare("call_part_detail", ["id", "detail"]);
        _detail = Prepare("call_detail", ["id", "newest", "data"]);
        _transfer = Prepare("call_transfer", ["id", "parent", "talks"]);
        _guest = database.Prepare(connection, "INSERT INTO call_guest (company, call) VALUES (?, ?) ON CONFLICT (company, call) DO NOTHING");

        // A row that is there already stays.
        IStatement Prepare(string table, ReadOnlySpan<string> columns) => database.Prepare(
            connection,
            $"INSERT INTO {table} ({string.Join(", ", columns!)}) VALUES ({string.Join(", ", Enumerable.Repeat("?", columns.Length))}) ON CONFLICT (id) DO NOTHING");
    }

    /// <summary>Inside the connection's transaction. A record that is there already stays as it is.</summary>
    /// <param name="detail">The id of its blob.</param>
    public void Run(CallRecord record, long detail)
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
        _record.AddText("[]"u8);
        _record.AddText("[]"u8);
        _record.Add(detail);
        _record.Run();
        foreach (var guest in record.Guests.IsDefault ? [] : record.Guests)
        {
            _guest.Reset();
            _guest.Add(guest);
            _guest.Add(record.Id);
            _guest.Run();
        }

        if (!TransferRow.IsNeededFor(record))
            return;
        _transfer.Reset();
        _transfer.Add(record.Id);
        _transfer.Add(record.Parent);
        _transfer.AddText(TransferRow.Write(record.Talks));
        _transfer.Run();
    }

    /// <inheritdoc cref="Run(CallRecord, long)"/>
    public void Run(CallPart part, long detail)
    {
        _part.Reset();
        _part.Add(part.Id);
        _part.Add(detail);
        _part.Run();
    }

    /// <summary>Inside the connection's transaction.</summary>
    public void Run(DetailGroup details)
    {
        foreach (var blob in details.Blobs)
        {
            _detail.Reset();
            _detail.Add(blob.Id);
            _detail.Add(blob.Newest);
            _detail.AddBlob(details.OctetsOf(blob));
            _detail.Run();
        }
    }

    public void Dispose()
    {
        _record.Dispose();
        _part.Dispose();
        _detail.Dispose();
        _transfer.Dispose();
        _guest.Dispose();
    }
}
