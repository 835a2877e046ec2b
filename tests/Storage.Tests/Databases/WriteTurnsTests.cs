using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Tests.Databases;

public sealed class WriteTurnsTests
{
    private readonly WriteTurns _turns = new();

    [Fact]
    public async Task Who_comes_first_is_served_first()
    {
        var served = new List<int>();
        var first = _turns.Take();
        List<Task> others = [];
        for (var n = 1; n <= 5; n++)
        {
            var number = n;
            others.Add(Task.Factory.StartNew(() => Serve(number), TaskCreationOptions.LongRunning));
            SpinWait.SpinUntil(() => _turns.Taken > number);
        }
        Assert.Empty(served);
        first.Dispose();
        await Task.WhenAll(others);
        Assert.Equal([1, 2, 3, 4, 5], served);

        void Serve(int number)
        {
            using var turn = _turns.Take();
            served.Add(number);
        }
    }

    [Fact]
    public async Task A_turn_is_awaited_while_somebody_stands_behind_it()
    {
        var first = _turns.Take();
        Assert.False(first.IsAwaited);
        var second = Task.Factory.StartNew(_turns.Take, TaskCreationOptions.LongRunning);
        SpinWait.SpinUntil(() => _turns.Taken == 2);
        Assert.True(first.IsAwaited);
        first.Dispose();
        Assert.False((await second).IsAwaited);
    }
}
