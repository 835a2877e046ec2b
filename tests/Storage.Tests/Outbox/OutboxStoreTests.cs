using PbxBridge.Storage.Outbox;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Outbox;

public abstract class OutboxStoreTests : IDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    private readonly TemporaryStore _temporary;

    protected OutboxStoreTests(PostgresCluster? server) =>
        _temporary = new TemporaryStore(server, options => options with { LockWait = TimeSpan.FromSeconds(30) });

    private OutboxStore Outbox => _temporary.Store.Outbox;

    [StoreFact]
    public void A_message_is_taken_in_turn_and_done_once()
    {
        Add("a", "b");
        var taken = Outbox.Take("sms", 1, Turn);
        Assert.Equal(["a"], taken.Select(message => message.Key));
        Assert.Equal((1, MessageState.Waiting, _temporary.Time.GetUtcNow() + Turn), (taken[0].Attempts, taken[0].State, taken[0].NextAt));
        Assert.Equal(["b"], Outbox.Take("sms", 5, Turn).Select(message => message.Key));
        Assert.Empty(Outbox.Take("sms", 5, Turn));
        Assert.True(Outbox.Done(taken[0].Id));
        Assert.False(Outbox.Done(taken[0].Id));
        Assert.Equal([MessageState.Waiting, MessageState.Sent], Outbox.Last(5).Select(message => message.State));
    }

    [StoreFact]
    public void A_key_is_taken_once_also_after_it_was_sent()
    {
        Assert.True(Outbox.Add(new NewMessage("sms", "a", "przyklad", "{}")));
        Assert.False(Outbox.Add(new NewMessage("sms", "a", "przyklad", "{}")));
        Outbox.Done(Outbox.Take("sms", 1, Turn)[0].Id);
        Assert.False(Outbox.Add(new NewMessage("sms", "a", "przyklad", "{}")));
        Assert.Single(Outbox.Last(5));
    }

    [StoreFact]
    public void Who_dies_loses_his_turn()
    {
        Add("a");
        Outbox.Take("sms", 1, Turn);
        _temporary.Time.Advance(Turn - TimeSpan.FromMilliseconds(1));
        Assert.Empty(Outbox.Take("sms", 1, Turn));
        _temporary.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, Assert.Single(Outbox.Take("sms", 1, Turn)).Attempts);
    }

    [StoreFact]
    public void A_failed_attempt_waits_for_its_time_and_the_last_one_is_given_up()
    {
        Add("a");
        var id = Outbox.Take("sms", 1, Turn)[0].Id;
        Outbox.Retry(id, _temporary.Time.GetUtcNow().AddMinutes(5), "503");
        _temporary.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Empty(Outbox.Take("sms", 1, Turn));
        _temporary.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("503", Assert.Single(Outbox.Take("sms", 1, Turn)).Fault);
        Outbox.GiveUp(id, "410");
        _temporary.Time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(Outbox.Take("sms", 1, Turn));
        var last = Assert.Single(Outbox.Last(5, "przyklad"));
        Assert.Equal((MessageState.Failed, "410", 2), (last.State, last.Fault, last.Attempts));
    }

    [StoreFact]
    public void A_message_becomes_several_in_one_step()
    {
        Add("a");
        var id = Outbox.Take("sms", 1, Turn)[0].Id;
        Assert.True(Outbox.Done(id, new NewMessage("mail", "a/1", "przyklad", "{}"), new NewMessage("mail", "a/2", "przyklad", "{}")));
        Assert.False(Outbox.Done(id, new NewMessage("mail", "a/3", "przyklad", "{}")));
        Assert.Equal(["a/1", "a/2"], Outbox.Take("mail", 5, Turn).Select(message => message.Key));
    }

    [StoreFact]
    public void What_is_put_off_waits_without_having_been_tried()
    {
        Add("a");
        Outbox.PutOff(Outbox.Take("sms", 1, Turn)[0].Id, _temporary.Time.GetUtcNow().AddMinutes(5));
        _temporary.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        Assert.Empty(Outbox.Take("sms", 1, Turn));
        _temporary.Time.Advance(TimeSpan.FromMilliseconds(1));
        var again = Assert.Single(Outbox.Take("sms", 1, Turn));
        Assert.Equal((1, null), (again.Attempts, again.Fault));
    }

    [StoreFact]
    public void Several_become_one_together_and_the_digest_has_a_time()
    {
        Add("a", "b", "c");
        var ids = Outbox.Take("sms", 3, Turn).Select(message => message.Id).ToArray();
        Assert.Null(Outbox.LastDigest("przyklad"));
        Assert.True(Outbox.Gather("przyklad", null, ids[..2], new NewMessage("mail", "ab", "przyklad", "{}")));
        var first = _temporary.Time.GetUtcNow();
        Assert.Equal((first, null), (Outbox.LastDigest("przyklad"), Outbox.LastDigest("inna")));
        Assert.Equal([MessageState.Waiting, MessageState.Waiting, MessageState.Sent, MessageState.Sent], Outbox.Last(5).Select(message => message.State));
        _temporary.Time.Advance(Turn);
        Assert.True(Outbox.Gather("przyklad", first, ids[2..], new NewMessage("mail", "c2", "przyklad", "{}")));
        Assert.Equal(first + Turn, Outbox.LastDigest("przyklad"));
    }

    [StoreFact]
    public void A_digest_that_another_node_sent_first_changes_nothing()
    {
        Add("a", "b");
        var ids = Outbox.Take("sms", 2, Turn).Select(message => message.Id).ToArray();
        Assert.True(Outbox.Gather("przyklad", null, ids[..1]));
        Assert.False(Outbox.Gather("przyklad", null, ids[1..], new NewMessage("mail", "b2", "przyklad", "{}")));
        Assert.False(Outbox.Gather("przyklad", _temporary.Time.GetUtcNow().AddMinutes(-1), ids[1..]));
        Assert.False(Outbox.Gather("przyklad", _temporary.Time.GetUtcNow(), ids, new NewMessage("mail", "b3", "przyklad", "{}")));
        Assert.Equal(["b"], Outbox.Unsent(5).Select(message => message.Key));
    }

    [StoreFact]
    public void Backlog_counts_what_waits_and_what_was_given_up()
    {
        Assert.Equal(new OutboxBacklog(0, 0, null), Outbox.Backlog());
        Add("a", "b", "c");
        var began = _temporary.Time.GetUtcNow();
        _temporary.Time.Advance(Turn);
        Add("d");
        var taken = Outbox.Take("sms", 2, Turn);
        Outbox.GiveUp(taken[0].Id, "410");
        Outbox.Done(taken[1].Id);
        Assert.Equal(new OutboxBacklog(2, 1, began), Outbox.Backlog());
        Assert.Equal(["d", "c", "a"], Outbox.Unsent(5).Select(message => message.Key));
        Assert.Equal(["d"], Outbox.Unsent(1).Select(message => message.Key));
    }

    [StoreFact]
    public void Many_notifiers_at_once_never_have_the_same_message()
    {
        Add([.. Enumerable.Range(0, 40).Select(n => $"m{n}")]);
        var taken = new List<string>();
        Parallel.For(0, 8, _ =>
        {
            while (Outbox.Take("sms", 3, Turn) is { IsEmpty: false } some)
            {
                lock (taken)
                    taken.AddRange(some.Select(message => message.Key));
            }
        });
        Assert.Equal(40, taken.Count);
        Assert.Equal(40, taken.Distinct().Count());
    }

    [StoreFact]
    public void What_is_done_is_forgotten_after_a_time_and_what_waits_is_not()
    {
        Add("a", "b");
        Outbox.Done(Outbox.Take("sms", 1, Turn)[0].Id);
        Assert.Equal(0, Outbox.DeleteOlderThan(_temporary.Time.GetUtcNow()));
        _temporary.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, Outbox.DeleteOlderThan(_temporary.Time.GetUtcNow()));
        Assert.Equal(["b"], Outbox.Last(5).Select(message => message.Key));
    }

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Add(params string[] keys)
    {
        foreach (var key in keys)
            Outbox.Add(new NewMessage("sms", key, "przyklad", "{}"));
    }

    public sealed class OnSqlite() : OutboxStoreTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : OutboxStoreTests(server);
}
