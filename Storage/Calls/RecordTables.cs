using System.Data.Common;
using PbxBridge.Storage.Calls.Details;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Calls;

/// <summary>Writes calls with all that belongs to them. Bound to one connection and one thread; inside the caller's transaction.</summary>
internal sealed class RecordTables(Database database, DbConnection connection, StoreOptions options, TimeProvider time, DetailIds ids) : IDisposable
{
    private readonly RecordInsert _insert = new(database, connection, options.FlowBytes, ids);
    private readonly ChargeInsert _charges = new(database, connection, options, time);

    /// <summary>What is there already stays as it is.</summary>
    public void Write(ReadOnlySpan<WaitingWrite> writes)
    {
        _insert.Begin();
        _charges.Begin();
        foreach (var (record, part, interim) in writes)
        {
            if (record is not null)
                Write(PrivateCall.Masked(record));
            else if (part is not null)
                _insert.Run(PrivateCall.Masked(part));
            else if (interim is not null)
                _charges.Add(PrivateCall.Masked(interim.Call), interim.Charge);
        }

        _insert.End();
        _charges.End();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _charges.Dispose();
    }

    private void Write(CallRecord record)
    {
        _insert.Run(record);
        foreach (var charge in LegCharge.Of(record))
            _charges.Add(record, charge);
    }
}
