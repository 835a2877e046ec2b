using System.Diagnostics;
using System.Globalization;
using PbxBridge.Charging.Amounts;
using PbxBridge.Storage.Quotas;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Invariants;

/// <summary>A process that charges calls is killed (SIGKILL) again and again, in the middle of whatever it does; the store is looked at each time.</summary>
public abstract class KilledChargingTests(PostgresCluster? server)
{
    private const int Kills = 6;

    [StoreFact]
    public void After_each_kill_the_accounts_add_up_and_what_was_reported_is_there_once()
    {
        using var temporary = new TemporaryStore(server, options => options with { LockWait = TimeSpan.FromSeconds(30) });
        var (records, owed, toppedUp) = (0L, Money.Zero, Money.Zero);
        for (var kill = 1; kill <= Kills; kill++)
        {
            var reported = RunAndKill(temporary.Options, kill, reports: (kill * 7) % 10 + 1);
            using var store = temporary.Open();
            Invariant.Holds(store);
            Assert.True(store.Calls.Count() >= records + reported.Records, $"{records} + {reported.Records} records were reported, {store.Calls.Count()} are there");
            Assert.True(Invariant.Owed(store) >= owed + reported.Owed);

            // A start of the node: what the dead one left open is ended and recorded.
            new QuotaSweep(store).EarlierRuns(store.BeginEpoch());
            Invariant.Holds(store);
            var charged = Money.Sum(Invariant.Charged(store).Values);
            var accounts = Enumerable.Range(0, RandomCalls.Employees).Select(n => store.Accounts.Find(RandomCalls.Own(n))).OfType<Storage.Accounts.Account>().ToArray();
            Assert.All(accounts, account => Assert.Equal(Money.Zero, account.Reserved));
            toppedUp = Money.Sum(Enumerable.Range(0, RandomCalls.Employees).SelectMany(n => store.Accounts.Ledger(RandomCalls.Own(n)))
                .Where(entry => entry.Kind == Storage.Accounts.LedgerKind.TopUp).Select(entry => entry.Amount));
            Assert.Equal(toppedUp - charged, Money.Sum(accounts.Select(account => account.Balance)));
            (records, owed) = (store.Calls.Count(), Invariant.Owed(store));
        }

        Assert.True(records > 0 && owed > Money.Zero && toppedUp > Money.Zero, "Nothing was charged between the kills.");
    }

    /// <summary>What <c>charge</c> of <see cref="Program"/> does.</summary>
    internal static async Task ChargeForever(StoreOptions options, int seed)
    {
        using var store = Store.Open(options, TimeProvider.System);
        await using var writer = new Storage.Calls.CallRecordWriter(store, Microsoft.Extensions.Logging.Abstractions.NullLogger<Storage.Calls.CallRecordWriter>.Instance);
        var calls = new RandomCalls(seed, store, writer, new QuotaStore(store, store.BeginEpoch()));
        while (true)
        {
            for (var step = 0; step < 10; step++)
                calls.Step();
            await writer.FlushAsync(default);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{calls.Recorded.Count} {Money.Sum(calls.Recorded.Values).Units}"));
        }
    }

    /// <returns>What the killed process knew to be on disk.</returns>
    private static (long Records, Money Owed) RunAndKill(StoreOptions options, int seed, int reports)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        using var process = Process.Start(new ProcessStartInfo(
            host, ["exec", typeof(Program).Assembly.Location, "charge", options.Path, seed.ToString(CultureInfo.InvariantCulture), options.PostgreSql])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            var last = "0 0";
            for (var n = 0; n < reports; n++)
                last = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The charging process ended.");
            var words = last.Split(' ');
            return (long.Parse(words[0], CultureInfo.InvariantCulture), Money.FromUnits(long.Parse(words[1], CultureInfo.InvariantCulture)));
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    public sealed class OnSqlite() : KilledChargingTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : KilledChargingTests(server);
}
