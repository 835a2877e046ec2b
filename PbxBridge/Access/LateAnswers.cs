using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Loop;

namespace PbxBridge.Access;

/// <summary>Challenges to slowed sources, held back. Beyond <see cref="Most"/> a request gets no answer instead.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class LateAnswers(ILoop loop, TimeSpan delay)
{
    public const int Most = 1_000;

    public int Count { get; private set; }

    /// <summary>False when there is no room: the request was dropped.</summary>
    public bool TryHold(in Asker asker, IHeaderSource challenge)
    {
        if (Count >= Most)
        {
            asker.Drop();
            return false;
        }
        Count++;
        loop.Timers.Arm(new LoopTimer(new Held(this, asker, challenge)), delay);
        return true;
    }

    private sealed class Held(LateAnswers all, Asker asker, IHeaderSource challenge) : ITimerOwner
    {
        public void TimerFired(LoopTimer timer)
        {
            all.Count--;
            asker.Refuse(401, default, challenge);
        }
    }
}
