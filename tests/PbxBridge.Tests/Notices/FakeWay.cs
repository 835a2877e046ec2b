using PbxBridge.Notices;
using PbxBridge.Storage.Outbox;

namespace PbxBridge.Tests.Notices;

/// <summary>A way out that does what the test says.</summary>
internal sealed class FakeWay : INoticeWay
{
    private readonly List<TaskCompletionSource<Delivery>> _held = [];

    /// <summary>Every attempt, in order.</summary>
    public List<OutboxMessage> Attempts { get; } = [];

    public Func<OutboxMessage, Delivery> Answers { get; set; } = _ => Delivery.Sent.Once;

    /// <summary>Attempts stay open until <see cref="Release"/>.</summary>
    public bool Holds { get; set; }

    public int Held => _held.Count;

    public Task<Delivery> SendAsync(OutboxMessage message, CancellationToken cancellation)
    {
        Attempts.Add(message);
        if (!Holds)
            return Task.FromResult(Answers(message));
        var held = new TaskCompletionSource<Delivery>();
        cancellation.Register(() => held.TrySetCanceled(cancellation));
        _held.Add(held);
        return held.Task;
    }

    /// <summary>Ends the oldest open attempt.</summary>
    public void Release(Delivery delivery)
    {
        var held = _held[0];
        _held.RemoveAt(0);
        held.SetResult(delivery);
    }
}
