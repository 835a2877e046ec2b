namespace PbxBridge.Tests.Charges;

/// <summary>A store that says nothing while it is held: what it is asked waits until it is let go.</summary>
internal sealed class HeldScheduler : TaskScheduler
{
    private readonly Queue<Task> _waiting = new();
    private bool _held;

    public void Hold() => _held = true;

    public void LetGo()
    {
        _held = false;
        while (_waiting.TryDequeue(out var task))
            TryExecuteTask(task);
    }

    protected override IEnumerable<Task> GetScheduledTasks() => _waiting;

    protected override void QueueTask(Task task)
    {
        if (_held)
            _waiting.Enqueue(task);
        else
            TryExecuteTask(task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
}
