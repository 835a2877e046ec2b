using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Profiles;

/// <summary>The profiles that every company has without making them (§5.1). A company's own profile of the same id takes the place of one.</summary>
public static class ReadyProfiles
{
    public static readonly Profile Unrestricted = new() { Id = "bez-ograniczen", Name = "bez ograniczeń" };

    /// <summary>The seed's "blokada połączeń poza Sieć firmową": the network and its partners, nothing else.</summary>
    public static readonly Profile InsideOnly = new()
    {
        Id = "siec-firmowa",
        Name = "blokada połączeń poza Sieć firmową",
        Classes = new(NumberClassSet.Inside, default, default),
        AllowsOthers = false,
    };

    public static readonly Profile Domestic = new()
    {
        Id = "kraj",
        Name = "kraj",
        Classes = Denying(NumberClass.International, NumberClass.Satellite, NumberClass.Premium, NumberClass.Directory),
    };

    public static readonly Profile DomesticWithoutPremium = new()
    {
        Id = "kraj-bez-70x",
        Name = "kraj bez 70x",
        Classes = Denying(NumberClass.International, NumberClass.Satellite, NumberClass.Premium),
    };

    public static readonly Profile AllButPremiumAndAbroad = new()
    {
        Id = "bez-70x-i-zagranicy",
        Name = "wszystko oprócz 70x i międzynarodowych",
        Classes = Denying(NumberClass.International, NumberClass.Satellite, NumberClass.Premium),
    };

    /// <summary>Emergency and harmonised numbers only.</summary>
    public static readonly Profile IncomingOnly = new() { Id = "tylko-przychodzace", Name = "tylko przychodzące", AllowsOthers = false };

    public static ImmutableArray<Profile> All { get; } =
        [Unrestricted, InsideOnly, Domestic, DomesticWithoutPremium, AllButPremiumAndAbroad, IncomingOnly];

    public static Profile? Find(string id)
    {
        foreach (var profile in All)
        {
            if (profile.Id == id)
                return profile;
        }

        return null;
    }

    private static ClassRules Denying(params ReadOnlySpan<NumberClass> classes) => new(default, NumberClassSet.Of(classes), default);
}
