using PbxBridge.Storage.Outbox;

namespace PbxBridge.Notices;

/// <summary>A way out of the bridge.</summary>
internal interface INoticeWay
{
    /// <summary>Makes one attempt. Any thread; several at once. Ends by itself within <see cref="NoticeLane.LongestAttempt"/>, sooner when it is cancelled.</summary>
    Task<Delivery> SendAsync(OutboxMessage message, CancellationToken cancellation);
}
