namespace PbxBridge.Calls;

/// <summary>A number as the log has it above Debug: without its last three digits. The call record has it whole.</summary>
internal static class ShortenedNumber
{
    private const int Hidden = 3;
    private const int LongestShortNumber = 6;

    /// <param name="text">Digits, or a URI, of which the user part counts.</param>
    public static string Of(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var user = text[(colon + 1)..(at > colon ? at : text.Length)];
        var end = user.IndexOf(';', StringComparison.Ordinal);
        if (end >= 0)
            user = user[..end];
        return user.Length > LongestShortNumber && user.AsSpan().ContainsAnyInRange('0', '9') ? string.Concat(user.AsSpan(0, user.Length - Hidden), "***") : user;
    }
}
