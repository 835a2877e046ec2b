namespace PbxBridge.Testing;

/// <summary>One entry, to be cancelled.</summary>
public sealed class AgendaEntry(Action work)
{
    public bool IsCancelled { get; private set; }

    public void Cancel() => IsCancelled = true;

    internal void Run() => work();
}
