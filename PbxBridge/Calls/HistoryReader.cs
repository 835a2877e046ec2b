using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using PbxBridge.Routing.Numbering;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>Who sent a call on before it came, as it may be told: History-Info, and Diversion that says the same (RFC 7044, RFC 7544, DIV-2 to DIV-4). When an INVITE has both and
/// History-Info tells of a diversion, History-Info counts.</summary>
internal static class HistoryReader
{
    private const int MostEntries = 12;
    private const int MostDiversions = 5;

    /// <param name="called">The number called now: the last entry.</param>
    /// <param name="diverter">Who is named for this URI as one who has sent the call on; null when the caller's side may not say so.</param>
    /// <returns>The entries, oldest first, the number called now at the end; none when nobody sent it on.</returns>
    public static ImmutableArray<HistoryEntry> HistoryOf(SipMessage invite, PhoneNumber? called, Func<string, string?> diverter)
    {
        if (called is not { } now || !(invite.Has(HeaderId.HistoryInfo) || invite.Has(HeaderId.Diversion)))
            return [];
        var told = invite.Has(HeaderId.HistoryInfo) ? FromHistory(invite, now, diverter) : [];
        return told.Exists(entry => entry.Cause != 0) || !invite.Has(HeaderId.Diversion) ? [.. told] : [.. FromDiversions(invite, now, diverter)];
    }

    /// <summary>Values of Diversion that say the same, newest first, at most five (LOOP-3).</summary>
    public static IReadOnlyList<byte[]> DiversionsOf(IReadOnlyList<HistoryEntry> history, string host)
    {
        var rows = new List<byte[]>();
        var hidden = 0;
        for (var i = 1; i < history.Count; i++)
        {
            if (history[i].Cause == 0)
                continue;
            var by = Before(history, i);
            if (by.IsPlaceholder)
            {
                hidden++;
                continue;
            }
            rows.Add(Encoding.UTF8.GetBytes(
                $"<sip:{by.User}@{host};user=phone>;reason={DiversionReasons.TextOf(history[i].Cause)};counter={hidden + 1};privacy={(by.IsHidden ? "full" : "off")}"));
            hidden = 0;
        }
        rows.Reverse();
        return rows.Count > MostDiversions ? rows.GetRange(0, MostDiversions) : rows;
    }

    // RFC 7044 §10.4: mp names the entry whose target was changed.
    private static HistoryEntry Before(IReadOnlyList<HistoryEntry> history, int at)
    {
        foreach (var entry in history)
        {
            if (history[at].Target == "mp=" + entry.Index)
                return entry;
        }
        return history[at - 1];
    }

    private static List<HistoryEntry> FromHistory(SipMessage invite, PhoneNumber called, Func<string, string?> diverter)
    {
        var entries = new List<HistoryEntry>();
        var (isWhole, isCalled, mayStay) = (true, false, true);
        foreach (var value in invite.Values(HeaderId.HistoryInfo))
        {
            if (!NameAddrView.TryParse(value, out var address) || !SipUriView.TryParse(address.Uri, out var uri) || IndexOf(address) is not { } index || entries.Count == MostEntries)
            {
                isWhole = false;
                continue;
            }
            isCalled = CallerReader.NumberOf(address.Uri) == called || (SipUriView.TryParse(invite.RequestUri, out var target) && target.User.SequenceEqual(uri.User));
            var named = diverter(Encoding.UTF8.GetString(address.Uri));
            // The number called now may be anybody's, but then only as the last one.
            if (!mayStay)
                entries.RemoveAt(entries.Count - 1);
            isWhole &= mayStay && (named is not null || isCalled);
            mayStay = named is not null || !isCalled;
            if (named is null && !isCalled)
                continue;
            var entry = isCalled ? HistoryEntry.Of(called, index) : new(named ?? "", index);
            entries.Add(entry with
            {
                Cause = uri.TryGetParameter("cause"u8, out var cause) && Utf8Parser.TryParse(cause, out int status, out _) ? status : 0,
                IsHidden = uri.Headers.IndexOf("history"u8) >= 0,
                Target = TargetOf(address),
            });
        }
        if (entries.Count == 0 || (entries.Count == 1 && isCalled && entries[0].Cause == 0))
            return [];
        // RFC 7044 §10.3 (6): who sent it to us wrote none for us.
        if (!isCalled)
            entries.Add(HistoryEntry.Of(called, entries[^1].Index + ".0"));
        return isWhole ? entries : Renumbered(entries);
    }

    // Some may not go on: the rest is one line of its own.
    private static List<HistoryEntry> Renumbered(List<HistoryEntry> entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            entries[i] = i == 0
                ? entries[0] with { Index = "1", Target = "", Cause = 0 }
                : entries[i] with { Index = entries[i - 1].Index + ".1", Target = entries[i].Cause == 0 ? "" : "mp=" + entries[i - 1].Index };
        }
        return entries.Count == 1 ? [] : entries;
    }

    // RFC 7544 §5: the oldest first; the reason of each goes with the one after it.
    private static List<HistoryEntry> FromDiversions(SipMessage invite, PhoneNumber called, Func<string, string?> diverter)
    {
        var newest = new List<(string User, int Cause, int Counter, bool IsHidden)>();
        foreach (var value in invite.Values(HeaderId.Diversion))
        {
            if (newest.Count == MostDiversions || !NameAddrView.TryParse(value, out var address) || diverter(Encoding.UTF8.GetString(address.Uri)) is not { } named)
                continue;
            newest.Add((named,
                DiversionReasons.CauseOf(address.TryGetParameter("reason"u8, out var reason) ? reason : default),
                Math.Min(CallerReader.Counter(value), MostEntries),
                address.TryGetParameter("privacy"u8, out var privacy) && !privacy.SequenceEqual("off"u8)));
        }
        var entries = new List<HistoryEntry>();
        var cause = 0;
        for (var i = newest.Count - 1; i >= 0; i--)
        {
            var (user, why, counter, isHidden) = newest[i];
            for (var unknown = 1; unknown < counter; unknown++)
            {
                Add(HistoryEntry.Placeholder(""));
                cause = DiversionReasons.UnknownCause;
            }
            Add(new(user, "") { IsHidden = isHidden });
            cause = why;
        }
        if (entries.Count > 0)
            Add(HistoryEntry.Of(called, ""));
        return entries;

        void Add(HistoryEntry entry) => entries.Add(entries.Count == 0
            ? entry with { Index = "1" }
            : entry with { Index = entries[^1].Index + ".1", Cause = cause, Target = "mp=" + entries[^1].Index });
    }

    private static string? IndexOf(in NameAddrView entry) =>
        entry.TryGetParameter("index"u8, out var index) && index is { IsEmpty: false, Length: <= 64 } && !index.ContainsAnyExcept("0123456789."u8)
            ? Encoding.ASCII.GetString(index) : null;

    private static string TargetOf(in NameAddrView entry)
    {
        foreach (var name in (ReadOnlySpan<string>)["mp", "rc", "np"])
        {
            if (entry.TryGetParameter(Encoding.ASCII.GetBytes(name), out var of) && !of.IsEmpty && !of.ContainsAnyExcept("0123456789."u8))
                return $"{name}={Encoding.ASCII.GetString(of)}";
        }
        return "";
    }
}
