using PbxBridge.Charging.Prices;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>A number that somebody wants to call, as the rules see it.</summary>
/// <param name="Zone">International zone, or null.</param>
/// <param name="AreaCode">WSN of a fixed number, or null.</param>
/// <param name="AlwaysAllowed">No profile or limit bars it.</param>
internal readonly record struct CalledParty(PhoneNumber Number, NumberClass Class, string? Zone = null, string? AreaCode = null, bool AlwaysAllowed = false)
{
    /// <summary>Null: there is no number to call.</summary>
    public static CalledParty? Of(DialledNumber dialled) => dialled.Number is { } number
        ? new(number, dialled.Class, dialled.Country?.Zone, dialled.Wsn, dialled.Row?.AlwaysAllowed ?? false)
        : null;

    /// <summary>The class of the price list; the same names (domain §6.1).</summary>
    public RateClass RateClass => Class switch
    {
        NumberClass.Emergency => RateClass.Emergency,
        NumberClass.Harmonised => RateClass.Harmonised,
        NumberClass.Freephone => RateClass.Freephone,
        NumberClass.OnNet => RateClass.OnNet,
        NumberClass.PartnerNumber => RateClass.PartnerNumber,
        NumberClass.PartnerNetwork => RateClass.PartnerNetwork,
        NumberClass.MobileOwnOperator => RateClass.MobileOwnOperator,
        NumberClass.MobileOther => RateClass.MobileOther,
        NumberClass.FixedLocal => RateClass.FixedLocal,
        NumberClass.FixedNational => RateClass.FixedNational,
        NumberClass.VoipNomadic => RateClass.VoipNomadic,
        NumberClass.Government => RateClass.Government,
        NumberClass.SharedCost => RateClass.SharedCost,
        NumberClass.Premium => RateClass.Premium,
        NumberClass.Directory => RateClass.Directory,
        NumberClass.ShortSpecial => RateClass.ShortSpecial,
        NumberClass.ShortPublic => RateClass.ShortPublic,
        NumberClass.International => RateClass.International,
        NumberClass.Satellite => RateClass.Satellite,
        _ => RateClass.Unrated,
    };
}
