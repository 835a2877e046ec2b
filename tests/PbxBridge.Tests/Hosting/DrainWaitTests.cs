using PbxBridge.Hosting;
using PbxBridge.Testing;

namespace PbxBridge.Tests.Hosting;

public sealed class DrainWaitTests
{
    [Fact]
    public async Task Nothing_is_waited_for_without_calls() =>
        Assert.Equal(0, await DrainWait.UntilQuietAsync(() => 0, TimeSpan.FromHours(1), new ManualTime(), CancellationToken.None));

    [Fact]
    public async Task Time_that_is_over_leaves_the_calls_that_run() =>
        Assert.Equal(3, await DrainWait.UntilQuietAsync(() => 3, TimeSpan.Zero, new ManualTime(), CancellationToken.None));

    [Fact]
    public async Task Second_stop_does_not_wait() =>
        Assert.Equal(3, await DrainWait.UntilQuietAsync(() => 3, TimeSpan.FromHours(1), new ManualTime(), new CancellationToken(canceled: true)));
}
