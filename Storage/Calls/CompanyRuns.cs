using System.Data.Common;
using Dapper;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Calls;

/// <summary>Sorts the calls of each company in large runs (SQLite): each page of the sorted table is written once in a run, not once a call. Between two runs the calls
/// of a company are found in the table and among those that are not sorted yet. One connection, one thread.</summary>
internal sealed class CompanyRuns(Database database, DbConnection connection)
{
    /// <summary>Calls in a run: so many are looked through, at most, for those of one company.</summary>
    public const int Length = 10_000;

    // Other writers come in between.
    private const int Step = 1_000;

    private long? _unsorted;

    /// <summary>Calls were committed. Runs when there are enough.</summary>
    public void Written(int calls)
    {
        if (!database.SortsCallsInRuns)
            return;
        _unsorted = _unsorted + calls ?? connection.ExecuteScalar<long>("SELECT count(*) FROM call_unsorted");
        if (_unsorted < Length)
            return;
        Run();
        _unsorted = 0;
    }

    // A run that is cut short is begun again: what it has sorted stays sorted.
    private void Run()
    {
        var last = connection.QuerySingle<(long Row, string Id)>("SELECT rowid, id FROM call_record ORDER BY rowid DESC LIMIT 1");
        var calls = connection.Query<(string Company, string Id)>(
            "SELECT company, id FROM call_unsorted WHERE company IS NOT NULL AND row <= @Row ORDER BY company, id", new { last.Row }).AsList();
        using var insert = database.Prepare(connection, "INSERT INTO call_of_company (owner, call) VALUES (?, ?) ON CONFLICT DO NOTHING");
        for (var first = 0; first < calls.Count; first += Step)
        {
            using var turn = database.TakeTurn();
            using var transaction = database.Begin(connection);
            for (var i = first; i < calls.Count && i < first + Step; i++)
            {
                insert.Add(calls[i].Company);
                insert.Add(calls[i].Id);
                insert.Run();
            }
            transaction.Commit();
        }
        using var end = database.TakeTurn();
        using var mark = database.Begin(connection);
        connection.Execute("UPDATE call_sorted SET last = @Id", new { last.Id });
        mark.Commit();
    }
}
