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

    /// <summary>Records of calls were committed. Runs when there are enough.</summary>
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
        if (connection.QuerySingleOrDefault<(long Row, string Id)?>("SELECT rowid, id FROM call_record ORDER BY rowid DESC LIMIT 1") is not { } last)
            return;
        var calls = Gather(last.Row);
        for (var first = 0; first < calls; first += Step)
        {
            using var turn = database.TakeTurn();
            using var transaction = database.Begin(connection);
            connection.Execute(
                "INSERT INTO call_of_company (owner, call) SELECT company, id FROM temp.sorting WHERE rowid > @first AND rowid <= @first + @Step ON CONFLICT DO NOTHING", new { first, Step });
            transaction.Commit();
        }
        using var end = database.TakeTurn();
        using var mark = database.Begin(connection);
        connection.Execute("UPDATE call_sorted SET last = @Id", new { last.Id });
        mark.Commit();
    }

    // Beside the store and in order. In objects of ours they would be copied by two collections in a row, which are the longest stops of all.
    private int Gather(long last)
    {
        connection.Execute(
            """
            PRAGMA temp_store = MEMORY;
            CREATE TEMP TABLE IF NOT EXISTS sorting (company TEXT NOT NULL, id TEXT NOT NULL);
            DELETE FROM temp.sorting;
            """);
        return connection.Execute(
            "INSERT INTO temp.sorting (company, id) SELECT company, id FROM call_unsorted WHERE company IS NOT NULL AND row <= @last ORDER BY company, id", new { last });
    }
}
