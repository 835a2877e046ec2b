using PbxBridge.Sip.Loop;

namespace PbxBridge.Hosting;

/// <summary>The thread of the signalling loop.</summary>
internal sealed class LoopThread : IDisposable
{
    private readonly SignallingLoop _loop;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;

    public LoopThread(SignallingLoop loop, ILogger log)
    {
        _loop = loop;
        _log = log;
        _thread = new Thread(Run) { Name = "signalling", IsBackground = true };
    }

    /// <summary>False when the loop broke: the bridge is unhealthy.</summary>
    public bool IsAlive => _thread.IsAlive;

    public void Start() => _thread.Start();

    /// <summary>Ends the loop after its turn and waits for it.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        if (_thread.IsAlive)
            _thread.Join();
        _stop.Dispose();
    }

    private void Run()
    {
        try
        {
            _loop.Run(_stop.Token);
        }
        catch (Exception fault)
        {
            _log.LoopEnded(fault);
        }
    }
}
