namespace PbxBridge.Manager.Calls;

/// <summary>What was dialled, as people dial it.</summary>
internal static class DialledText
{
    /// <summary><c>sip:512%2A@host;user=phone</c> → <c>512*</c>; a number stays as it is.</summary>
    public static string Of(string dialled)
    {
        var colon = dialled.IndexOf(':', StringComparison.Ordinal);
        var rest = colon > 0 && dialled[..colon].All(char.IsAsciiLetter) ? dialled[(colon + 1)..] : dialled;
        var at = rest.IndexOf('@', StringComparison.Ordinal);
        var user = (at >= 0 ? rest[..at] : rest).Split(';')[0];
        // A password may stand behind the user.
        return Uri.UnescapeDataString(at >= 0 ? user.Split(':')[0] : user);
    }
}
