namespace PbxBridge.Charging.Prices;

/// <summary>The keys of fees: how a key begins says its kind.</summary>
public static class FeeKeys
{
    /// <summary>Null: no key of a fee.</summary>
    public static FeeKind? KindOf(string key) =>
        key.Length > 40 || !key.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_') || key.IndexOf('_', StringComparison.Ordinal) + 1 >= key.Length ? null
        : key[..(key.IndexOf('_', StringComparison.Ordinal) + 1)] switch
        {
            "SUB_" => FeeKind.Subscription,
            "EVT_" => FeeKind.Event,
            "ACT_" => FeeKind.Activation,
            "CONS_" => FeeKind.Consultant,
            _ => null,
        };
}
