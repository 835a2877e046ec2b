using PbxBridge.Routing.Companies;

namespace PbxBridge.Routing.Numbering;

/// <summary>Where a number was dialled: what <see cref="DialledNumber"/> needs to understand it.</summary>
public sealed record DialContext
{
    public required NumberingData Numbering { get; init; }

    /// <summary>Null: the caller has no private plan (a customer from outside).</summary>
    public PrivatePlan? Plan { get; init; }

    /// <summary>WSN of the caller's site or location; null when unknown. Completes 19xxx and tells local from national calls (NUM-3).</summary>
    public string? AreaCode { get; init; }

    /// <summary>Seven digits mean a fixed line of the area.</summary>
    public bool AllowLocal7 { get; init; }

    public BreakoutMode Mode { get; init; } = BreakoutMode.None;

    /// <summary>One digit, or null.</summary>
    public string? Breakout { get; init; }

    /// <summary>Refuse what NUM-5 warns of.</summary>
    public bool RejectDoubleZero { get; init; }

    /// <summary>The caller's company: its numbers are on-net, its partner numbers are partner numbers.</summary>
    public CompanySnapshot? Company { get; init; }

    /// <summary>Tells numbers of partner networks; null: there are none.</summary>
    public CompanyDirectory? Directory { get; init; }

    /// <summary>A caller of this company at this site.</summary>
    /// <param name="site">Null: the head office.</param>
    public static DialContext For(CompanyDirectory directory, CompanySnapshot company, Site? site = null)
    {
        var at = site ?? company.Sites[0];
        return new()
        {
            Numbering = directory.Numbering,
            Plan = company.Plan,
            AreaCode = at.AreaCode,
            AllowLocal7 = at.AllowLocal7,
            Mode = company.Rules.Mode,
            Breakout = company.Rules.Breakout,
            RejectDoubleZero = directory.Settings.RejectDoubleZero,
            Company = company,
            Directory = directory,
        };
    }

    /// <summary>A caller of no company: public numbers only.</summary>
    public static DialContext Outside(CompanyDirectory directory) => new()
    {
        Numbering = directory.Numbering,
        RejectDoubleZero = directory.Settings.RejectDoubleZero,
        Directory = directory,
    };
}
