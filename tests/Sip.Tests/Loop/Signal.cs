using PbxBridge.Sip.Loop;

namespace PbxBridge.Sip.Tests.Loop;

/// <summary>Runs an action when a timer fires.</summary>
internal sealed class Signal(Action fired) : ITimerOwner
{
    public void TimerFired(LoopTimer timer) => fired();
}
