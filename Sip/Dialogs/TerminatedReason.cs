using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Dialogs;

/// <summary>Reason of a 199: the status that ended the early dialog (RFC 6228 §5).</summary>
internal sealed class TerminatedReason(int status) : IHeaderSource
{
    public void WriteHeaders(MessageWriter writer)
    {
        writer.Begin(HeaderId.Reason);
        writer.Append("SIP;cause="u8);
        writer.Append(status);
        writer.Append(";text=\""u8);
        writer.Append(ReasonPhrases.Of(status));
        writer.Append("\""u8);
        writer.End();
    }
}
