using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Numbering;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>History-Info of a 181: who sent the call on, and where to (FWD-3, RFC 7044).</summary>
/// <param name="earlier">Of the caller's INVITE, when he may see it.</param>
internal sealed class HistoryHeader(IReadOnlyList<HistoryEntry> earlier, Diversion diversion, PhoneNumber to, string host) : IHeaderSource
{
    public void WriteHeaders(MessageWriter writer) => writer.Header(HeaderId.HistoryInfo, TextOf(Extended(earlier, diversion, to), host));

    /// <summary>Oldest first; the target comes last, with the cause of RFC 4458 and an index one level deeper (DIV-2).</summary>
    public static IReadOnlyList<HistoryEntry> Extended(IReadOnlyList<HistoryEntry> earlier, Diversion diversion, PhoneNumber to)
    {
        var chain = new List<HistoryEntry>(earlier.Count + 2);
        chain.AddRange(earlier);
        if (chain.Count == 0)
            chain.Add(HistoryEntry.Of(diversion.By, "1"));
        else if (chain[^1].User != diversion.By.Value)
            chain.Add(After(chain[^1], diversion.By, DiversionReasons.UnknownCause));
        chain.Add(After(chain[^1], to, DiversionReasons.Cause(diversion.Reason)));
        return chain;
    }

    public static string TextOf(IReadOnlyList<HistoryEntry> entries, string host) => string.Join(", ", entries.Select(entry => entry.Text(host)));

    private static HistoryEntry After(HistoryEntry last, PhoneNumber number, int cause) =>
        HistoryEntry.Of(number, last.Index + ".1") with { Cause = cause, Target = "mp=" + last.Index };
}
