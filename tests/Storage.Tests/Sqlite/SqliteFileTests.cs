using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Databases;
using PbxBridge.Storage.Sqlite;
using PbxBridge.Storage.Voicemail;

namespace PbxBridge.Storage.Tests.Sqlite;

public sealed class SqliteFileTests : IDisposable
{
    private readonly TemporaryStore _temporary = new(options => options with { LockWait = TimeSpan.FromSeconds(30) });

    [Fact]
    public void A_file_that_may_only_be_read_is_refused_with_a_sentence()
    {
        var path = _temporary.Store.Path;
        using var file = new SqliteFile(path, TimeSpan.Zero, readOnly: true);
        Assert.Equal(
            $"The store {path} is not writable: give the user who runs the bridge the right to write it and its folder.",
            Assert.Throws<StoreException>(() => Migrations.Apply(file, _temporary.Time)).Message);
    }

    [Fact]
    public void What_a_change_does_not_commit_is_not_there()
    {
        _temporary.Store.Database.Write(Subject.Voicemail, (db, _) => Dapper.SqlMapper.Execute(db, "INSERT INTO counter (name, value) VALUES ('x', 1)"));
        Assert.Equal(0L, _temporary.Store.Database.Read(db => Dapper.SqlMapper.ExecuteScalar<long>(db, "SELECT count(*) FROM counter")));
    }

    [Fact]
    public async Task Two_stores_on_one_file_and_a_writer_do_not_lose_each_others_work()
    {
        var mailbox = MailboxId.OfEmployee("przyklad", "anna");
        using var second = _temporary.Open();
        await using (var writer = _temporary.Writer())
        {
            Parallel.For(0, 40, n =>
            {
                for (var i = 0; i < 10; i++)
                    writer.TryEnqueue(SampleCall.Record($"R{n}-{i}"));
                var store = n % 2 == 0 ? _temporary.Store : second;
                Assert.NotNull(store.Voicemail.Add(mailbox, new NewMessage(null, $"R{n}", _temporary.Time.GetUtcNow(), TimeSpan.FromSeconds(3), [1])));
                if (n % 10 == 0)
                    _temporary.Open().Dispose();
            });
        }

        Assert.Equal(400, second.Calls.Count());
        Assert.Equal(Enumerable.Range(1, 40).Select(n => (long)n), second.Voicemail.List(mailbox).Select(message => message.Id));
    }

    public void Dispose() => _temporary.Dispose();
}
