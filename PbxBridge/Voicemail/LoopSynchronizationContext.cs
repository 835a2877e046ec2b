using PbxBridge.Sip.Loop;

namespace PbxBridge.Voicemail;

/// <summary>Brings <c>await</c> back to the signalling loop: code that starts here may touch its call after every await.</summary>
internal sealed class LoopSynchronizationContext(ILoop loop) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => loop.Post(() => Run(d, state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nobody waits for the signalling loop.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Starts <paramref name="work"/> in a later turn of the loop. Any thread.</summary>
    public void Start(Action work) => loop.Post(() => Run(static state => ((Action?)state)?.Invoke(), work));

    private void Run(SendOrPostCallback work, object? state)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            work(state);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}
