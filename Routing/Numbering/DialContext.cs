using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Numbering;

/// <summary>Where a number was dialled: what <see cref="DialledNumber"/> needs to understand it.</summary>
public sealed record DialContext
{
    public required NumberingData Numbering { get; init; }

    /// <summary>Null: the caller has no private plan (a customer from outside).</summary>
    public PrivatePlan? Plan { get; init; }

    /// <summary>WSN of the caller's site; null when unknown. Completes 19xxx and seven digits.</summary>
    public string? AreaCode { get; init; }

    /// <summary>WSN of the fixed network that is local where the caller is: tells local from national calls (NUM-3). Null: none is.</summary>
    public string? LocalCode { get; init; }

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

    /// <summary>What the caller has of the services of his company: short numbers and partners are told only with them.</summary>
    public ServiceSet Services { get; init; } = ServiceSet.All;

    /// <summary>The day in Poland, for the terms of a partner's services.</summary>
    public DateOnly Day { get; init; }

    /// <summary>What stands before a private number instead of the star behind it (PRV-2); null: nothing does.</summary>
    public string? PrivatePrefix { get; init; }

    /// <summary>The parameter <c>x-private=1</c> of a URI means the star (PRV-2): from our own softphones.</summary>
    public bool TakesPrivateParameter { get; init; }

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
            LocalCode = at.AreaCode,
            AllowLocal7 = at.AllowLocal7,
            Mode = company.Rules.Mode,
            Breakout = company.Rules.Breakout,
            RejectDoubleZero = directory.Settings.RejectDoubleZero,
            Company = company,
            Directory = directory,
            Day = directory.Numbering.Date,
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
