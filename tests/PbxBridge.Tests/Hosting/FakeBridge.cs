using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;

namespace PbxBridge.Tests.Hosting;

/// <summary>Calls that a test makes up.</summary>
internal sealed class FakeBridge(BridgeParts parts) : IBridge
{
    private readonly TaskCompletionSource _drain = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CompanyDirectory> _used = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile int _calls;

    public BridgeParts Parts => parts;

    public int ActiveCalls
    {
        get => _calls;
        set => _calls = value;
    }

    public Task Draining => _drain.Task;

    public Task<CompanyDirectory> Used => _used.Task;

    public bool Ended { get; private set; }

    public void Start()
    {
    }

    public void BeginDrain() => _drain.SetResult();

    public void EndCalls()
    {
        Ended = true;
        _calls = 0;
    }

    public BridgeStatus Status() => BridgeStatus.Idle with { Calls = _calls };

    public void Use(CompanyDirectory directory) => _used.TrySetResult(directory);

    /// <summary>Waits for the bridge that the program makes.</summary>
    internal sealed class Watcher
    {
        private readonly TaskCompletionSource<FakeBridge> _made = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<FakeBridge> Bridge => _made.Task;

        public IBridge Made(FakeBridge bridge)
        {
            _made.SetResult(bridge);
            return bridge;
        }
    }
}
