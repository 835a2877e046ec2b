namespace PbxBridge.Interop.Rig;

/// <summary>One bridge with the example company for all tests that need nothing else.</summary>
public sealed class Office : IAsyncLifetime
{
    private BridgeProcess? _bridge;

    internal BridgeProcess Bridge => _bridge ?? throw new InvalidOperationException("The bridge is not started.");

    public async Task InitializeAsync() => _bridge = await BridgeProcess.StartAsync(new CompanyFile());

    public async Task DisposeAsync()
    {
        if (_bridge is not { } bridge)
            return;
        await using (bridge)
            await bridge.StopAsync();
    }

    /// <summary>Runs one test on the bridge; afterwards no call may be left. A failure brings the traces and the bridge's log with it.</summary>
    internal async Task PlayAsync(Func<Stage, Task> test)
    {
        try
        {
            await Stage.PlayAsync(Bridge, test);
        }
        catch
        {
            // Calls that a failed test left behind must not fail the others.
            await Bridge.DisposeAsync();
            await InitializeAsync();
            throw;
        }
    }
}

/// <summary>The tests that share the bridge.</summary>
[CollectionDefinition(Name)]
public sealed class OfficeCollection : ICollectionFixture<Office>
{
    public const string Name = "office";
}
