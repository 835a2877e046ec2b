using PbxBridge.Sip.Loop;
using PbxBridge.Voicemail;

namespace PbxBridge.Tests.Voicemail;

public sealed class LoopSynchronizationContextTests
{
    [Fact]
    public void Work_starts_in_a_turn_of_the_loop_and_comes_back_to_one_after_an_await()
    {
        using var loop = new SignallingLoop(new ManualTime(), null, fault => throw fault);
        var context = new LoopSynchronizationContext(loop);
        var elsewhere = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var steps = new List<(string Step, SynchronizationContext? Context)>();
        async Task Work()
        {
            steps.Add(("began", SynchronizationContext.Current));
            await elsewhere.Task;
            steps.Add(("resumed", SynchronizationContext.Current));
        }

        context.Start(() => _ = Work());
        Assert.Empty(steps);
        loop.Turn();
        Assert.Equal([("began", context)], steps);
        elsewhere.SetResult();
        Assert.Single(steps);
        loop.Turn();
        Assert.Equal([("began", context), ("resumed", context)], steps);
        Assert.NotSame(context, SynchronizationContext.Current);
    }
}
