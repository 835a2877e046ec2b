using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Charges;

/// <summary>What running calls cost, told by each node once a minute, so that others can show it (LIM-8): one row a node, written over. What a node told is forgotten when
/// it tells nothing new. Any thread but the signalling loop.</summary>
public sealed class RunningCosts
{
    /// <summary>What is older was told by a node that runs no more.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(150);

    private readonly Database _database;
    private readonly StoreOptions _options;
    private readonly TimeProvider _time;

    internal RunningCosts(Database database, StoreOptions options, TimeProvider time) => (_database, _options, _time) = (database, options, time);

    /// <summary>Those of this node, in the place of what it told before.</summary>
    public void Tell(IEnumerable<RunningCost> costs) => _database.Update((db, transaction) =>
    {
        db.Execute(
            "INSERT INTO running_cost (node, at, data) VALUES (@Node, @At, @Data) ON CONFLICT (node) DO UPDATE SET at = excluded.at, data = excluded.data",
            new { _options.Node, At = _time.GetUtcNow().ToUnixTimeMilliseconds(), Data = Lines(costs) });
        transaction.Commit();
        return 0;
    });

    /// <summary>Those of a company on all nodes; when a node told them, at the earliest. Null: no node runs.</summary>
    public (DateTimeOffset At, ImmutableArray<RunningCost> Costs)? Of(string company) => _database.Read<(DateTimeOffset, ImmutableArray<RunningCost>)?>(db =>
    {
        var rows = db.Query<(long At, byte[] Data)>("SELECT at, data FROM running_cost WHERE at > @Since", new { Since = (_time.GetUtcNow() - Fresh).ToUnixTimeMilliseconds() }).AsList();
        if (rows.Count == 0)
            return null;
        var costs = rows.SelectMany(row => Encoding.UTF8.GetString(row.Data).Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(Read).Where(cost => cost.Company == company);
        return (DateTimeOffset.FromUnixTimeMilliseconds(rows.Min(row => row.At)), [.. costs]);
    });

    // Into one buffer: thousands of lines as objects would all be copied by a collection that comes meanwhile.
    private static byte[] Lines(IEnumerable<RunningCost> costs)
    {
        var lines = new ArrayBufferWriter<byte>(128 * 1024);
        foreach (var cost in costs)
        {
            var room = 256;
            int length;
            while (!Utf8.TryWrite(
                lines.GetSpan(room), CultureInfo.InvariantCulture,
                $"{cost.Company}\t{cost.Payer.Number}\t{cost.Cycle.ToUnixTimeMilliseconds()}\t{(cost.IsPrivate ? 1 : 0)}\t{cost.Net.Units}\t{cost.Unreserved.Units}\t{cost.Payer.Employee}\n", out length))
                room *= 2;
            lines.Advance(length);
        }

        return lines.WrittenSpan.ToArray();
    }

    private static RunningCost Read(string line)
    {
        var parts = line.Split('\t');
        // A node that is not yet of this version tells a number alone.
        var payer = parts is [.., { Length: > 0 } employee] && parts.Length > 6 ? ChargePayer.OfEmployee(employee) : ChargePayer.OfNumber(parts[1]);
        return new(parts[0], payer, DateTimeOffset.FromUnixTimeMilliseconds(Number(2)), Number(3) != 0, Money.FromUnits(Number(4)), Money.FromUnits(Number(5)));

        long Number(int part) => long.Parse(parts[part], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }
}
