using PbxBridge.Sip.Loop;

namespace PbxBridge.Sip.Tests.Loop;

/// <summary>A signalling loop on its own thread. A fault on the loop fails the test at the end.</summary>
internal sealed class RunningLoop : IDisposable
{
    /// <summary>No test waits longer; none waits this long unless it fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<Exception> _faults = [];
    private readonly Thread _thread;

    public RunningLoop(bool portable = false, TimeProvider? time = null)
    {
        Loop = new SignallingLoop(time ?? TimeProvider.System, null, _faults.Add, portable);
        _thread = new Thread(() => Loop.Run(_stop.Token)) { IsBackground = true };
        _thread.Start();
    }

    public SignallingLoop Loop { get; }

    /// <summary>Runs work on the loop and waits for it.</summary>
    public Task Do(Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Loop.Post(() =>
        {
            try
            {
                work();
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return done.Task.WaitAsync(Patience);
    }

    public Task OnThread(Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            work();
            done.SetResult();
        })
        { IsBackground = true }.Start();
        return done.Task.WaitAsync(Patience);
    }

    public void Dispose()
    {
        _stop.Cancel();
        Assert.True(_thread.Join(Patience));
        Loop.Dispose();
        _stop.Dispose();
        Assert.Empty(_faults);
    }
}
