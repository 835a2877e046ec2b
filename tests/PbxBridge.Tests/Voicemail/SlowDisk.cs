namespace PbxBridge.Tests.Voicemail;

/// <summary>Runs the store's work when the test says so.</summary>
internal sealed class SlowDisk : TaskScheduler
{
    private readonly Queue<Task> _tasks = [];

    /// <summary>The disk does not answer.</summary>
    public bool IsStuck { get; set; }

    public bool RunAll()
    {
        var ran = false;
        while (!IsStuck && _tasks.TryDequeue(out var task))
            ran |= TryExecuteTask(task);
        return ran;
    }

    protected override void QueueTask(Task task) => _tasks.Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;
}
