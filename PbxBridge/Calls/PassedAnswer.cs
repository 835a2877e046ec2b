using PbxBridge.Media.Sdp;

namespace PbxBridge.Calls;

/// <summary>What a caller was told of the far side's media before the call is answered. An early dialog has one answer (RFC 3261 §13.2.1, SES-3): the first
/// one stands.</summary>
/// <param name="Answer">As the far side gave it.</param>
/// <param name="Text">As it went to the caller; empty when the offer was ours, and he was told of no answer.</param>
internal sealed record PassedAnswer(SessionDescription Answer, byte[] Text)
{
    /// <summary>A later description, maybe of another fork, can be heard by one who goes by this one.</summary>
    /// <param name="offer">The caller's; null when it was ours, with one codec only.</param>
    /// <param name="relayed">The sound passes the bridge: then the addresses need not be the same.</param>
    public bool Suits(SessionDescription? offer, SessionDescription later, bool relayed)
    {
        if (offer is null)
            return true;
        if (Answer.Audio is not { } told || later.Audio is not { } said)
            return false;
        // Each sends what comes first in the other's answer.
        return told.Formats.Contains(said.Formats[0]) && said.Formats.Contains(told.Formats[0])
            && told.AudioPayload == said.AudioPayload && told.TelephoneEventPayload == said.TelephoneEventPayload
            && (relayed || Equals(told.Rtp, said.Rtp));
    }
}
