using System.Text;
using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Numbering;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>History-Info of a 181: who sent the call on, and where to (FWD-3, RFC 7044).</summary>
internal sealed class HistoryHeader(Diversion diversion, PhoneNumber to, string host) : IHeaderSource
{
    public void WriteHeaders(MessageWriter writer) => writer.Header(HeaderId.HistoryInfo, ValueOf(diversion, to, host));

    /// <summary>Oldest first; the target with the cause of RFC 4458 (DIV-2).</summary>
    public static string ValueOf(Diversion diversion, PhoneNumber to, string host) =>
        $"<{Uri(diversion.By, host)}>;index=1, <{Uri(to, host)};cause={DiversionReasons.Cause(diversion.Reason)}>;index=1.1;mp=1";

    private static string Uri(PhoneNumber number, string host) => Encoding.ASCII.GetString(PartyUris.Number(number, host));
}
