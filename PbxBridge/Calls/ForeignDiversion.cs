using System.Buffers.Text;
using PbxBridge.Routing.Numbering;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>Whether a response says that the far side has sent the call on to somebody else (D8, FAKE-1): 181, or a history that has grown since our INVITE.</summary>
internal static class ForeignDiversion
{
    /// <param name="rung">Whom we called.</param>
    /// <param name="sent">What our INVITE said of the call's history; null when it is not known any more.</param>
    public static bool IsIn(SipMessage response, PhoneNumber rung, LegHeaders? sent) =>
        response.StatusCode == 181
        || (response.Has(HeaderId.Diversion) && CallerReader.CounterOf(response) > (sent?.DiversionCount ?? 0))
        || (response.Has(HeaderId.HistoryInfo) && HasOther(response, rung, sent));

    // A network that finds the phone of its subscriber (rc), or passes the call on (np), has not sent it to anybody else (RFC 7044 §10.4).
    private static bool HasOther(SipMessage response, PhoneNumber rung, LegHeaders? sent)
    {
        foreach (var value in response.Values(HeaderId.HistoryInfo))
        {
            if (!NameAddrView.TryParse(value, out var entry) || !entry.TryGetParameter("index"u8, out var index)
                || index.SequenceEqual("1"u8) || sent?.HasEntry(index) == true)
                continue;
            if (entry.TryGetParameter("mp"u8, out _) || HasCause(entry.Uri)
                || (!entry.TryGetParameter("rc"u8, out _) && !entry.TryGetParameter("np"u8, out _) && CallerReader.NumberOf(entry.Uri) is { } number && number != rung))
                return true;
        }
        return false;
    }

    private static bool HasCause(ReadOnlySpan<byte> uri) =>
        SipUriView.TryParse(uri, out var entry) && entry.TryGetParameter("cause"u8, out var cause) && Utf8Parser.TryParse(cause, out int _, out _);
}
