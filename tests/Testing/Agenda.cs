namespace PbxBridge.Testing;

/// <summary>What is to happen at which virtual time: deliveries of the network, steps of the phones. Equal times keep the order of entry.</summary>
public sealed class Agenda(ManualTime time)
{
    private readonly PriorityQueue<AgendaEntry, (TimeSpan At, long Number)> _entries = new();
    private long _number;

    public ManualTime Time { get; } = time;

    /// <summary>Null when nothing is to happen.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            while (_entries.TryPeek(out var entry, out var key))
            {
                if (!entry.IsCancelled)
                    return key.At;
                _entries.Dequeue();
            }
            return null;
        }
    }

    public AgendaEntry After(TimeSpan delay, Action work)
    {
        var entry = new AgendaEntry(work);
        _entries.Enqueue(entry, (Time.Elapsed + delay, _number++));
        return entry;
    }

    /// <summary>Does what is due now; true when there was something.</summary>
    public bool RunDue()
    {
        var ran = false;
        while (NextDue <= Time.Elapsed)
        {
            _entries.Dequeue().Run();
            ran = true;
        }
        return ran;
    }
}
