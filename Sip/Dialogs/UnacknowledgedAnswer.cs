using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>A 2xx to an INVITE of ours that waits for our ACK (RFC 3261 §13.2.2.4).</summary>
/// <param name="Sequence">CSeq number of the INVITE.</param>
/// <param name="Credentials">Those of the INVITE: its ACK carries the same. Null: it had none.</param>
internal readonly record struct UnacknowledgedAnswer(ClientTransaction Invite, uint Sequence, CredentialRows? Credentials)
{
    /// <param name="sdp">The answer when the 2xx had the offer, or empty.</param>
    public void Acknowledge(UserAgentCore core, DialogState dialog, ReadOnlySpan<byte> sdp)
    {
        DialogRequests.StartAck(core, dialog, Sequence);
        var writer = core.Layer.Writer;
        Credentials?.Write(writer);
        writer.FinishWith(sdp);
        core.Layer.Send(writer.Written, dialog.Flow);
        Invite.Acknowledged(dialog.RemoteTag, writer.Written, dialog.Flow);
    }
}
