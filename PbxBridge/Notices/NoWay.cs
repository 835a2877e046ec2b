using PbxBridge.Storage.Outbox;

namespace PbxBridge.Notices;

/// <summary>Stands for a way that is switched off: messages wait for somebody to switch it on, until they are given up.</summary>
/// <param name="fault">Which setting.</param>
internal sealed class NoWay(string fault) : INoticeWay
{
    public Task<Delivery> SendAsync(OutboxMessage message, CancellationToken cancellation) => Task.FromResult<Delivery>(new Delivery.Later(fault));
}
