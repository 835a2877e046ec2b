using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Rating;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Quotas;

namespace PbxBridge.Load;

/// <summary>What the store manages: records with charges and ledger lines by group commit, each on disk, and reservations. A file of its own, half a minute.</summary>
internal static class StoreLoad
{
    private const int Warm = 3_000, Calls = 60_000, Reserved = 2_000, PerSecond = 200, Beside = 1_000;

    private static readonly BillingCycle Cycle = new(new DateOnly(2026, 11, 1), new DateOnly(2026, 12, 1));
    private static readonly Tariff Tariff = new() { Price = 0.29m, Per = TimeSpan.FromSeconds(60) };

    /// <param name="plan">Of the call with this number.</param>
    public static async Task RunAsync(string folder, Func<int, CallPlan> plan)
    {
        Directory.CreateDirectory(folder);
        foreach (var old in Directory.GetFiles(folder, "charges.db*"))
            File.Delete(old);
        using (var store = Store.Open(new StoreOptions { Path = Path.Combine(folder, "charges.db") }, TimeProvider.System))
        {
            Console.WriteLine($"load of the machine before: {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
            var calls = new SampleCalls(plan, new PackedFlowPool());
            var samples = Enumerable.Range(0, 1_000).Select(calls.Prepare).ToArray();
            await Records(store, n => Record(calls.Gather(samples[n % samples.Length]), n));
            await Reservations(store, 0, _ => throw new InvalidOperationException());
            await Burst(store);
            await Reservations(store, Beside, n => Record(calls.Gather(samples[n % samples.Length]), n));
            foreach (var wrong in store.Accounts.Discrepancies())
                Console.WriteLine(wrong);
        }

        foreach (var old in Directory.GetFiles(folder, "charges.db*"))
            File.Delete(old);
    }

    private static async Task Records(Store store, Func<int, CallRecord> record)
    {
        await using var writer = new CallRecordWriter(store, NullLogger<CallRecordWriter>.Instance);
        await Write(writer, record, 0, Warm);
        var (watch, cpu) = (Stopwatch.StartNew(), CpuClock.Of("call records"));
        var longest = await Write(writer, record, Warm, Calls);
        var elapsed = watch.Elapsed;
        cpu = CpuClock.Of("call records") - cpu;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"records with a charge and two ledger lines: {Calls / elapsed.TotalSeconds:f0}/s on disk, {cpu / Calls:f1} us of the writer's thread each, handing one over took {longest.TotalMilliseconds:f2} ms at most"));
    }

    /// <returns>The longest time that handing a record over took.</returns>
    private static async Task<TimeSpan> Write(CallRecordWriter writer, Func<int, CallRecord> record, int first, int count)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var longest = TimeSpan.Zero;
        for (var n = first; n < first + count; n++)
        {
            var call = record(n);
            while (true)
            {
                var start = Stopwatch.GetTimestamp();
                var taken = writer.TryEnqueue(call);
                var took = Stopwatch.GetElapsedTime(start);
                longest = took > longest ? took : longest;
                if (taken)
                    break;
                await tick.WaitForNextTickAsync();
            }
        }

        await writer.FlushAsync(default);
        return longest;
    }

    private static async Task Reservations(Store store, int beside, Func<int, CallRecord> record)
    {
        for (var n = 0; n < 100; n++)
            store.Accounts.Post(Own(n), new LedgerEntry($"first {beside}", DateTimeOffset.UnixEpoch, LedgerKind.TopUp, Money.Of(10_000m)));
        using var stop = new CancellationTokenSource();
        await using var writer = new CallRecordWriter(store, NullLogger<CallRecordWriter>.Instance);
        var background = beside == 0 ? Task.CompletedTask : Task.Run(() => Background(writer, record, beside, stop.Token));
        var took = new ConcurrentBag<double>();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        await using (var desk = new QuotaDesk(new QuotaStore(store, store.BeginEpoch()), new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler, NullLogger.Instance))
        {
            var watch = Stopwatch.StartNew();
            for (var n = -PerSecond; n < Reserved; n++)
            {
                while (watch.Elapsed.TotalSeconds * PerSecond < n + PerSecond)
                    await tick.WaitForNextTickAsync();
                var (warm, start) = (n < 0, Stopwatch.GetTimestamp());
                desk.TryAsk(
                    new QuotaCall.Reserve(new QuotaRequest($"{beside}/{n}", 1, [new QuotaPayer(Own((n + PerSecond) % 100), Tariff, PriceBasis.Gross, null, int.MaxValue)])),
                    answer =>
                    {
                        if (!warm)
                            took.Add(answer is { IsGranted: true } ? Stopwatch.GetElapsedTime(start).TotalMilliseconds : double.PositiveInfinity);
                    });
            }

            while (took.Count < Reserved)
                await tick.WaitForNextTickAsync();
        }

        await stop.CancelAsync();
        await background;
        var sorted = took.Order().ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"reservations at {PerSecond}/s{(beside == 0 ? "" : $" beside {beside} records a second")}: p50 {At(0.5):f2} ms, p99 {At(0.99):f2} ms, longest {sorted[^1]:f2} ms"));

        double At(double part) => sorted[(int)(part * (sorted.Length - 1))];
    }

    /// <summary>All at once: what the desk manages.</summary>
    private static async Task Burst(Store store)
    {
        await using var desk = new QuotaDesk(new QuotaStore(store, store.BeginEpoch()), new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler, NullLogger.Instance, Reserved * 4);
        var (left, done) = (Reserved * 4, new TaskCompletionSource());
        var watch = Stopwatch.StartNew();
        for (var n = 0; n < Reserved * 4; n++)
        {
            desk.TryAsk(
                new QuotaCall.Reserve(new QuotaRequest($"burst/{n}", 1, [new QuotaPayer(Own(n % 100), Tariff, PriceBasis.Gross, null, int.MaxValue)])),
                _ =>
                {
                    if (Interlocked.Decrement(ref left) == 0)
                        done.SetResult();
                });
        }

        await done.Task;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"reservations all at once: {Reserved * 4 / watch.Elapsed.TotalSeconds:f0}/s"));
    }

    private static async Task Background(CallRecordWriter writer, Func<int, CallRecord> record, int perSecond, CancellationToken stop)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var watch = Stopwatch.StartNew();
        for (var n = Warm + Calls; !stop.IsCancellationRequested; n++)
        {
            while (watch.Elapsed.TotalSeconds * perSecond < n - Warm - Calls)
                await tick.WaitForNextTickAsync(CancellationToken.None);
            writer.TryEnqueue(record(n));
        }
    }

    private static AccountKey Own(int n) => AccountKey.Prepaid(Companies.IdOf(0), Companies.Mobile(0, n));

    /// <summary>The call with what it costs the employee's limit and the company.</summary>
    private static CallRecord Record(CallRecord call, int n)
    {
        var (company, employee) = (Companies.IdOf(n % Companies.Count), Companies.Mobile(n % Companies.Count, n / Companies.Count % Companies.EmployeesEach));
        var charge = CallCharge.Of(Tariff, TimeSpan.FromSeconds(61));
        return call with
        {
            Company = company,
            Charges =
            [
                new LegCharge
                {
                    Leg = 1,
                    Payer = employee,
                    Employee = string.Create(CultureInfo.InvariantCulture, $"e{employee.AsSpan(1)}"),
                    Cycle = new CycleBooking(Cycle, Cycle),
                    Class = RateClass.FixedLocal,
                    Item = new PriceItem("cennik", 1, "fixed"),
                    Charge = charge,
                    Vat = 23,
                    Postings = [new Posting(AccountKey.Limit(company, employee, Cycle.Start), charge.Net), new Posting(AccountKey.OfCompany(company, Cycle.Start), charge.Net)],
                },
            ],
        };
    }
}
