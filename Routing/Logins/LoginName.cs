namespace PbxBridge.Routing.Logins;

/// <summary>What is typed at the login page of the Manager: one name is one person's on the whole bridge, of whatever company.</summary>
public static class LoginName
{
    /// <summary>What one looks like.</summary>
    public const string Polish = "3–80 małych liter, cyfr i znaków . _ - @";

    /// <inheritdoc cref="Polish"/>
    public const string English = "3-80 lower-case letters, digits and . _ - @";

    public static bool IsOne(string text) =>
        text.Length is >= 3 and <= 80 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-' or '@');
}
