using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>The Reason with which a CANCEL or BYE goes on to the other leg (RFC 3326).</summary>
internal static class PassedReason
{
    /// <summary>All values of the message, one for each protocol: SIP's may stand before the Q.850 cause. Empty when there are none.</summary>
    /// <param name="message">The CANCEL or BYE; null for none.</param>
    public static byte[] Of(SipMessage? message)
    {
        if (message is null || !message.Has(HeaderId.Reason))
            return [];
        if (message.Count(HeaderId.Reason) == 1)
            return message[HeaderId.Reason].ToArray();
        var text = new List<byte>();
        foreach (var value in message.Values(HeaderId.Reason))
        {
            if (text.Count > 0)
                text.AddRange(", "u8);
            text.AddRange(value);
        }
        return [.. text];
    }
}
