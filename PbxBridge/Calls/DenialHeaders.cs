using PbxBridge.Routing.Plans;

namespace PbxBridge.Calls;

/// <summary>What the final response of a barred call says of the reason (§5.5), beside Reason.</summary>
/// <param name="Warning">Value of Warning (RFC 3261 §20.43). The agent is a pseudonym: no host of ours is named (HIDE-1).</param>
/// <param name="Denial">Value of X-PBXB-Denial; null for a peer that is not to know it.</param>
internal sealed record DenialHeaders(string Warning, string? Denial)
{
    /// <param name="ownClient">A softphone of the company that barred the call: it alone is told the code and what decided.</param>
    public static DenialHeaders Of(Denial denial, bool ownClient) =>
        new($"399 pbxbridge \"{Word(denial.Reason)}\"", ownClient ? $"{denial.Code};rule={Value(denial.Rule)}" : null);

    private static string Word(DenialReason reason) => reason switch
    {
        DenialReason.List or DenialReason.Class or DenialReason.Default => "Profile",
        DenialReason.Limit or DenialReason.Credit => "Limit",
        DenialReason.Account => "Account",
        DenialReason.PrivateOff => "Private calls",
        DenialReason.NoFunds => "Private account",
        DenialReason.PremiumThreshold => "Premium threshold",
        _ => "System",
    };

    // Ids of profiles and rules are tokens (RFC 3261 §25.1) as they stand; a beginning of numbers or a name may be none.
    private static string Value(string rule) =>
        rule.Length > 0 && rule.All(c => char.IsAsciiLetterOrDigit(c) || "-.!%*_+`'~".Contains(c, StringComparison.Ordinal))
            ? rule
            : $"\"{rule.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
