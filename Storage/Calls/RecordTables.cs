using System.Data.Common;
using PbxBridge.Storage.Calls.Details;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Calls;

/// <summary>Writes calls with all that belongs to them. Bound to one connection and one thread.</summary>
internal sealed class RecordTables(Database database, DbConnection connection, StoreOptions options, TimeProvider time, DetailIds ids) : IDisposable
{
    private readonly DetailGroup _details = new(options.FlowBytes, ids);
    private readonly RecordInsert _insert = new(database, connection);
    private readonly ChargeInsert _charges = new(database, connection, options, time);
    private readonly OpenCallTables _open = new(database, connection, options.Node);
    private readonly List<(WaitingWrite Write, long Detail)> _prepared = [];

    /// <summary>All that can be done before the transaction, in which others wait.</summary>
    public void Prepare(ReadOnlySpan<WaitingWrite> writes)
    {
        _prepared.Clear();
        _details.Clear();
        foreach (var write in writes)
        {
            if (write.Record is { } record)
            {
                var masked = PrivateCall.Masked(record);
                _prepared.Add((new WaitingWrite(masked, null), _details.Add(masked)));
            }
            else if (write.Part is { } part)
            {
                var masked = PrivateCall.Masked(part);
                _prepared.Add((new WaitingWrite(null, masked), _details.Add(masked)));
            }
            else
            {
                _prepared.Add((write, 0));
            }
        }

        _details.Close();
    }

    /// <summary>Writes what was prepared, inside the caller's transaction, until somebody waits for the turn. What is there already stays as it is.</summary>
    /// <param name="from">0, or what the last one returned.</param>
    /// <returns>How many are written now, of all.</returns>
    public int Write(int from, in Turn turn)
    {
        if (from == 0)
            _insert.Run(_details);
        _charges.Begin();
        var next = from;
        do
            Write(_prepared[next]);
        while (++next < _prepared.Count && !turn.IsAwaited);
        _charges.End();
        return next;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _charges.Dispose();
        _open.Dispose();
    }

    private void Write(in (WaitingWrite Write, long Detail) prepared)
    {
        var ((record, part, interim), detail) = prepared;
        if (record is not null)
            Write(record, detail);
        else if (part is not null)
            Write(part, detail);
        else if (interim is not null)
            _charges.Add(PrivateCall.Masked(interim.Call), interim.Charge);
    }

    private void Write(CallPart part, long detail)
    {
        _insert.Run(part, detail);
        if (part.Open is { } open)
            _open.Keep(open);
    }

    private void Write(CallRecord record, long detail)
    {
        if (record.WasOpen)
            _open.Forget(record.Id);
        _insert.Run(record, detail);
        foreach (var charge in LegCharge.Of(record))
            _charges.Add(record, charge);
    }
}
