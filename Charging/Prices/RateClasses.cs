using System.Collections.Frozen;

namespace PbxBridge.Charging.Prices;

/// <summary>How each rate class finds its price (domain §6.1).</summary>
public static class RateClasses
{
    /// <summary>Their names in price list files.</summary>
    internal static readonly FrozenDictionary<string, RateClass> Names = Enum.GetValues<RateClass>().Where(c => c != RateClass.Unrated)
        .ToFrozenDictionary(c => char.ToLowerInvariant(c.ToString()[0]) + c.ToString()[1..]);

    internal static readonly int Count = Enum.GetValues<RateClass>().Length;

    /// <summary>Costs nothing, whatever any list says.</summary>
    public static bool IsFree(this RateClass kind) => kind is RateClass.Emergency or RateClass.Harmonised or RateClass.Freephone;

    /// <summary>Has a second price for callers in the company area (AREA-6).</summary>
    public static bool HasAreaPrice(this RateClass kind) => kind is RateClass.OnNet or RateClass.MobileOwnOperator or RateClass.FixedLocal;

    internal static bool IsByClass(this RateClass kind) => kind is >= RateClass.OnNet and <= RateClass.Government;

    internal static bool IsByZone(this RateClass kind) => kind is RateClass.International or RateClass.Satellite;

    /// <summary>The class whose price stands in when no list has a row for this one; <see cref="RateClass.Unrated"/> for none.</summary>
    internal static RateClass StandIn(this RateClass kind) => kind switch
    {
        RateClass.PartnerNumber or RateClass.PartnerNetwork => RateClass.OnNet,
        RateClass.VoipNomadic or RateClass.Government => RateClass.FixedNational,
        _ => RateClass.Unrated,
    };
}
