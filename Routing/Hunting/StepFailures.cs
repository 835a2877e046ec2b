using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Hunting;

/// <summary>How the steps of a plan failed so far, as the caller and the mailbox greeting are to know it.</summary>
internal struct StepFailures
{
    /// <summary>It decides the greeting, and what the caller is told; null before the first.</summary>
    public CallCause? First { get; private set; }

    /// <summary>Why the next target is rung; null before the first failure.</summary>
    public CallCause? Last { get; private set; }

    public void Add(CallCause cause)
    {
        Last = Outcome.ForCaller(cause);
        First ??= Last;
    }
}
