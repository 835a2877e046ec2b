namespace PbxBridge.Routing.PrivateCalls;

/// <summary>The feature code by which an employee tops up his own account (VCH-5): <c>*111*CODE#</c>, or <c>*111#</c> to be asked for the code. The last # may be missing:
/// some phones take it for the key that dials.</summary>
public static class TopUpCode
{
    private const string Service = "*111";

    // A voucher has 14 digits; whoever slips shall hear that, and not that there is no such number.
    private const int LongestCode = 20;

    /// <param name="digits">As dialled, without scheme and host.</param>
    /// <param name="code">Null: it is still to be asked for.</param>
    /// <returns>False: another feature code, or none.</returns>
    public static bool TryRead(ReadOnlySpan<char> digits, out string? code)
    {
        code = null;
        if (!digits.StartsWith(Service, StringComparison.Ordinal))
            return false;
        var rest = digits[Service.Length..];
        if (rest is [.. var before, '#'])
            rest = before;
        if (rest.IsEmpty)
            return true;
        if (rest is not ['*', .. var given] || given.Length is 0 or > LongestCode || given.ContainsAnyExceptInRange('0', '9'))
            return false;
        code = given.ToString();
        return true;
    }
}
