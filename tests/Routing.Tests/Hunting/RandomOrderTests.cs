using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Tests.Hunting;

/// <summary>Random plans under random orders of events: whatever happens, a call ends once and leaves nobody behind.</summary>
public sealed class RandomOrderTests
{
    private const int Orders = 100_000;

    [Fact]
    public void A_hundred_thousand_random_orders_keep_the_invariants()
    {
        var ends = new Dictionary<HuntState, int>();
        for (ulong seed = 1; seed <= Orders; seed++)
        {
            var state = new RandomCall(seed).Run();
            ends[state] = ends.GetValueOrDefault(state) + 1;
        }

        // Every way to end was really met, so the invariants were tested on each.
        Assert.Equal(Orders, ends.Values.Sum());
        Assert.Equal([HuntState.Voicemail, HuntState.Connected, HuntState.Over], ends.Keys.Order());
        Assert.All(ends.Values, count => Assert.InRange(count, 1000, Orders));
    }

    [Fact]
    public void The_same_seed_gives_the_same_call()
    {
        for (ulong seed = 1; seed <= 200; seed++)
            Assert.Equal(Log(seed), Log(seed));
    }

    private static string Log(ulong seed)
    {
        var call = new RandomCall(seed);
        call.Run();
        return string.Join('\n', call.Log);
    }
}
