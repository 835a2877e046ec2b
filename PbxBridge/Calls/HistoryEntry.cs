using System.Globalization;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Calls;

/// <summary>One entry of History-Info, without the host that its sender gave (RFC 7044 §5, HIDE-1).</summary>
/// <param name="User">User part of its URI: who was called.</param>
/// <param name="Index">Its place in the tree: <c>1.1</c>.</param>
internal sealed record HistoryEntry(string User, string Index)
{
    private const string Nobody = "unknown";

    /// <summary>Why he was called instead of the one before (RFC 4458); 0: nothing is said.</summary>
    public int Cause { get; init; }

    /// <summary>He does not want to be shown outside the trust domain (DIV-3).</summary>
    public bool IsHidden { get; init; }

    /// <summary>How he was found: <c>mp=1</c>; empty when nothing is said.</summary>
    public string Target { get; init; } = "";

    /// <summary>One of several diversions of which only the number is known (DIV-4).</summary>
    public bool IsPlaceholder => User == Nobody;

    public static HistoryEntry Of(PhoneNumber number, string index) => new(number.IsShort ? $"{number.Value};phone-context=+48" : number.Value, index);

    public static HistoryEntry Placeholder(string index) => new(Nobody, index);

    /// <summary>The value as it is written.</summary>
    /// <param name="host">Ours, towards the peer.</param>
    public string Text(string host)
    {
        var cause = Cause == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $";cause={Cause}");
        var at = User is Nobody or "anonymous" ? $"{User}.invalid" : $"{host};user=phone";
        return $"<sip:{User}@{at}{cause}{(IsHidden ? "?Privacy=history" : "")}>;index={Index}{(Target.Length == 0 ? "" : ";")}{Target}";
    }
}
