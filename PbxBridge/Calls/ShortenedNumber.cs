namespace PbxBridge.Calls;

/// <summary>A number as the log has it above Debug: without its last three digits. The call record has it whole.</summary>
internal static class ShortenedNumber
{
    /// <summary>Stands for what is cut off.</summary>
    public const string Hidden = "***";

    private const int LongestShortNumber = 6;

    /// <param name="text">Digits, or a URI, of which the user part counts.</param>
    public static string Of(string text)
    {
        var shown = Shown(text, out var isCut);
        return isCut ? string.Concat(shown, Hidden) : shown.ToString();
    }

    /// <summary>The same without a new string.</summary>
    /// <param name="isCut"><see cref="Hidden"/> follows.</param>
    public static ReadOnlySpan<char> Shown(string text, out bool isCut)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var user = text.AsSpan((colon + 1)..(at > colon ? at : text.Length));
        var end = user.IndexOf(';');
        if (end >= 0)
            user = user[..end];
        isCut = user.Length > LongestShortNumber && user.ContainsAnyInRange('0', '9');
        // A feature code may hold the code of a voucher.
        return !isCut ? user : user[0] is '*' or '#' || user.StartsWith("%2", StringComparison.Ordinal) ? user[..LongestShortNumber] : user[..^Hidden.Length];
    }
}
