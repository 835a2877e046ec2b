namespace PbxBridge.Routing.Areas;

/// <summary>What ITU-T E.212 says of mobile country codes.</summary>
internal static class MobileNetworks
{
    public const string Poland = "260";

    // North and Central America, the Caribbean, and single countries elsewhere number their networks with three digits.
    private static readonly HashSet<string> ThreeDigits =
    [
        "302", "310", "311", "312", "313", "314", "315", "316", "330", "334", "338", "342", "344", "346", "348", "350", "352", "354", "356", "358",
        "360", "364", "365", "366", "374", "376", "405", "708", "714", "722", "732", "750",
    ];

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> BySpan = ThreeDigits.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Digits of the network codes of a country: a cell string has no mark between country, network and area (§3.2).</summary>
    public static int MncLength(ReadOnlySpan<char> mcc) => BySpan.Contains(mcc) ? 3 : 2;
}
