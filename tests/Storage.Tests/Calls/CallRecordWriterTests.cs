using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Calls;

public abstract class CallRecordWriterTests(PostgresCluster? server) : IDisposable
{
    private readonly TemporaryStore _temporary = new(server);

    [StoreFact]
    public async Task A_flushed_record_is_there_with_everything_in_it()
    {
        await using var writer = _temporary.Writer();
        var record = SampleCall.Record("01KJMB5E00000000000000000A");
        Assert.True(writer.TryEnqueue(record));
        await writer.FlushAsync(default);
        Assert.Equal(0, writer.Backlog);

        var read = _temporary.Store.Calls.Find(record.Id);
        Assert.NotNull(read);
        Assert.Equal(record with { Attempts = [], Decisions = [], Flow = [] }, read with { Attempts = [], Decisions = [], Flow = [] });
        Assert.Equal(record.Attempts.AsEnumerable(), read.Attempts);
        Assert.Equal(record.Decisions.AsEnumerable(), read.Decisions);
        Assert.Equal(record.Flow.Select(message => message with { Raw = default }), read.Flow.Select(message => message with { Raw = default }));
    }

    [StoreFact]
    public async Task A_record_with_nothing_optional_comes_back_with_nothing()
    {
        await using var writer = _temporary.Writer();
        var record = SampleCall.Record("01KJMB5E00000000000000000A") with
        {
            Company = null,
            RingingAt = null,
            AnsweredAt = null,
            CallerShown = null,
            Called = null,
            InTrunk = null,
            OutTrunk = null,
            AnsweredBy = null,
            Q850 = null,
            Attempts = default,
            Decisions = [],
            Flow = default,
        };
        Assert.True(writer.TryEnqueue(record));
        await writer.FlushAsync(default);
        var read = _temporary.Store.Calls.Find(record.Id);
        Assert.NotNull(read);
        Assert.Empty(read.Attempts);
        Assert.Empty(read.Decisions);
        Assert.Empty(read.Flow);
        Assert.Equal(record with { Attempts = [], Flow = [] }, read with { Attempts = [], Decisions = [], Flow = [] });
    }

    [StoreFact]
    public async Task The_same_record_twice_is_one_record_and_the_first_stands()
    {
        await using var writer = _temporary.Writer();
        var record = SampleCall.Record("01KJMB5E00000000000000000A");
        writer.TryEnqueue(record);
        writer.TryEnqueue(record with { Dialled = "601" });
        await writer.FlushAsync(default);
        writer.TryEnqueue(record with { Dialled = "602", Flow = [] });
        await writer.FlushAsync(default);
        Assert.Equal(1, _temporary.Store.Calls.Count());
        Assert.Equal("600", _temporary.Store.Calls.Find(record.Id)?.Dialled);
    }

    [StoreFact]
    public async Task The_first_record_of_a_group_starts_its_window()
    {
        await using var writer = _temporary.Writer();
        Assert.Empty(_temporary.Time.Armed());
        writer.TryEnqueue(SampleCall.Record("A"));
        writer.TryEnqueue(SampleCall.Record("B"));
        Assert.Equal([_temporary.Options.GroupWindow], _temporary.Time.Armed());
        Assert.Equal(2, writer.Backlog);
        Assert.Equal(0, _temporary.Store.Calls.Count());
        _temporary.Time.Advance(_temporary.Options.GroupWindow);
        await writer.FlushAsync(default);
        Assert.Equal(2, _temporary.Store.Calls.Count());
    }

    [StoreFact]
    public async Task A_full_queue_refuses_and_takes_again_when_there_is_room()
    {
        using var small = new TemporaryStore(server, options => options with { RecordQueue = 3 });
        await using var writer = small.Writer();
        var taken = Enumerable.Range(0, 5).Select(n => writer.TryEnqueue(SampleCall.Record($"R{n}"))).ToArray();
        Assert.Equal([true, true, true, false, false], taken);
        Assert.Equal(3, writer.Backlog);
        await writer.FlushAsync(default);
        Assert.True(writer.TryEnqueue(SampleCall.Record("R9")));
    }

    [StoreFact]
    public async Task Half_of_the_queue_is_kept_for_the_calls_that_run()
    {
        using var small = new TemporaryStore(server, options => options with { RecordQueue = 4 });
        await using var writer = small.Writer();
        Assert.False(writer.IsFilling);
        writer.TryEnqueue(SampleCall.Record("R0"));
        Assert.False(writer.IsFilling);
        writer.TryEnqueue(SampleCall.Record("R1"));
        Assert.True(writer.IsFilling);
        Assert.True(writer.TryEnqueue(SampleCall.Record("R2")));
        await writer.FlushAsync(default);
        Assert.False(writer.IsFilling);
    }

    [StoreFact]
    public async Task Disposing_writes_what_waits()
    {
        var writer = _temporary.Writer();
        for (var i = 0; i < 250; i++)
            writer.TryEnqueue(SampleCall.Record($"R{i}"));
        await writer.DisposeAsync();
        Assert.Equal(250, _temporary.Store.Calls.Count());
        Assert.False(writer.TryEnqueue(SampleCall.Record("late")));
    }

    [StoreFact]
    public async Task A_locked_store_keeps_the_records_waiting_until_it_is_free()
    {
        using var impatient = new TemporaryStore(server, options => options with { LockWait = TimeSpan.Zero });
        var log = new CountingLog();
        await using var writer = new CallRecordWriter(impatient.Store, log);
        using (var other = impatient.Store.Database.Connect())
        using (impatient.Store.Database.Begin(other))
        {
            if (server is not null)
                await other.ExecuteAsync("LOCK TABLE call_record IN SHARE ROW EXCLUSIVE MODE");
            writer.TryEnqueue(SampleCall.Record("A"));
            var flush = writer.FlushAsync(default);
            await log.FirstError.Task;
            Assert.False(flush.IsCompleted);
            Assert.Equal(1, writer.Backlog);
        }

        impatient.Time.Advance(TimeSpan.FromSeconds(1));
        await writer.FlushAsync(default);
        Assert.Equal(1, impatient.Store.Calls.Count());
    }

    [StoreFact]
    public async Task A_broken_record_does_not_take_its_group_with_it()
    {
        var log = new CountingLog();
        await using var writer = new CallRecordWriter(_temporary.Store, log);
        writer.TryEnqueue(SampleCall.Record("A"));
        writer.TryEnqueue(SampleCall.Record("B") with { CallerNumber = null! });
        writer.TryEnqueue(SampleCall.Record("C"));
        await writer.FlushAsync(default);
        Assert.Equal(["C", "A"], _temporary.Store.Calls.Last(10).Select(call => call.Id));
        Assert.Equal(1, log.Errors);
    }

    [StoreFact]
    public async Task An_error_of_the_program_loses_no_record()
    {
        var log = new CountingLog { Throws = 1 };
        await using var writer = new CallRecordWriter(_temporary.Store, log);
        writer.TryEnqueue(SampleCall.Record("A"));
        writer.TryEnqueue(SampleCall.Record("B") with { CallerNumber = null! });
        var flush = writer.FlushAsync(default);
        await log.FirstError.Task;
        Assert.True(SpinWait.SpinUntil(() => _temporary.Time.Armed().Contains(TimeSpan.FromSeconds(1)), TimeSpan.FromSeconds(30)));
        Assert.Equal((2, false), (writer.Backlog, flush.IsCompleted));

        _temporary.Time.Advance(TimeSpan.FromSeconds(1));
        await flush;
        Assert.Equal("A", Assert.Single(_temporary.Store.Calls.Last(10)).Id);
        Assert.Equal((0, false, true), (writer.Backlog, writer.IsFilling, writer.IsAlive));
    }

    [StoreFact]
    public async Task A_writer_that_has_ended_takes_no_new_calls()
    {
        var writer = _temporary.Writer();
        Assert.Equal((false, true), (writer.IsFilling, writer.IsAlive));
        await writer.DisposeAsync();
        Assert.True(writer.IsFilling);
        Assert.True(SpinWait.SpinUntil(() => !writer.IsAlive, TimeSpan.FromSeconds(30)));
    }

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private sealed class CountingLog : ILogger<CallRecordWriter>
    {
        private int _errors;

        /// <summary>As many of the first errors cannot even be logged.</summary>
        public int Throws { get; init; }

        public int Errors => _errors;

        public TaskCompletionSource FirstError { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel level) => true;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? fault, Func<TState, Exception?, string> format)
        {
            if (level != LogLevel.Error)
                return;
            var number = Interlocked.Increment(ref _errors);
            FirstError.TrySetResult();
            if (number <= Throws)
                throw new InvalidOperationException("The log is broken.");
        }
    }

    public sealed class OnSqlite() : CallRecordWriterTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : CallRecordWriterTests(server);
}
