using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Routing.Numbering;
using PbxBridge.Storage.Outbox;

namespace PbxBridge.Notices;

/// <summary>SMS by MESSAGE through a trunk (RFC 3428). The Call-ID is the same on every attempt.</summary>
/// <param name="trunk">Its id.</param>
internal sealed class SipSms(IBridge bridge, NoticeSmsOptions options, string trunk) : INoticeWay
{
    public Task<Delivery> SendAsync(OutboxMessage message, CancellationToken cancellation)
    {
        if (Sms.Read(message.Payload) is not { } sms)
            return Task.FromResult<Delivery>(new Delivery.Refused("its content cannot be read"));
        // The loop must not run what comes after.
        var sent = new TaskCompletionSource<Delivery>(TaskCreationOptions.RunContinuationsAsynchronously);
        var cut = cancellation.Register(() => sent.TrySetCanceled(cancellation));
        bridge.SendText(new TrunkText(trunk, new PhoneNumber(sms.To), SenderOf(sms), sms.Text, NoticeId.Of(message.Key), message.Attempts), answer =>
        {
            cut.Dispose();
            sent.TrySetResult(DeliveryOf(answer));
        });
        return sent.Task;
    }

    /// <summary>Final is what the peer has against this recipient or this text. All else may be put right while the message waits, be it the trunk itself.</summary>
    internal static Delivery DeliveryOf(TextAnswer answer) => answer.Status switch
    {
        >= 200 and < 300 => Delivery.Sent.Once,
        0 => new Delivery.Later("the trunk has no address"),
        404 or 410 or 413 or 415 or 484 or 604 => new Delivery.Refused($"SIP {answer.Status}"),
        _ => new Delivery.Later($"SIP {answer.Status}", answer.RetryAfter),
    };

    private PhoneNumber? SenderOf(Sms sms) => options.From.Length > 0 ? new PhoneNumber(options.From) : sms.From is { } main ? new PhoneNumber(main) : null;
}
