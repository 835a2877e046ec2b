using System.Collections.Immutable;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Numbering;

/// <summary>A dialled string, understood (domain §1.5, NUM-4…6).</summary>
public sealed record DialledNumber
{
    /// <summary>As it came.</summary>
    public required string Raw { get; init; }

    public required DialledKind Kind { get; init; }

    /// <summary>The string without scheme, host, parameters, separators and private suffix.</summary>
    public required string Digits { get; init; }

    /// <summary>What is routed: E.164, or a short public number; null when invalid, a feature code or the voicemail menu.</summary>
    public PhoneNumber? Number { get; init; }

    public NumberClass Class { get; init; }

    /// <summary>Set when a short number of the private plan was dialled.</summary>
    public PrivateTarget? PrivateTarget { get; init; }

    /// <summary>Set when a short number of a partner company was dialled behind its code (PPN-11).</summary>
    public SiteCode? SiteCode { get; init; }

    /// <summary>Dialled with the private suffix <c>*</c>; never with an emergency number.</summary>
    public bool Private { get; init; }

    /// <summary>The break-out prefix was dialled and taken off.</summary>
    public bool BreakoutUsed { get; init; }

    /// <summary>Polish national number without 48, or null.</summary>
    public string? Nsn { get; init; }

    /// <summary>The geographic zone of a fixed or 19xxx number, or null.</summary>
    public string? Wsn => Area?.Code;

    /// <summary>Null when valid; <see cref="CallCause.Unallocated"/> (404) or <see cref="CallCause.Incomplete"/> (484).</summary>
    public CallCause? InvalidAs { get; init; }

    /// <summary>The rule that decided.</summary>
    public DialRule Rule { get; init; }

    /// <summary>Dialled abroad with what looks like a Polish number behind <c>00</c>: worth an alarm (NUM-5).</summary>
    public bool DoubleZero { get; init; }

    /// <summary>The row of the numbering plan, for a Polish number.</summary>
    public NumberRow? Row { get; init; }

    /// <summary>Id of the network to which a mobile number was ported, when that decided its <see cref="Class"/>; null: the block of the number did, or the company's directory.</summary>
    public string? PortedTo { get; init; }

    public AreaZone? Area { get; init; }

    /// <summary>For a number abroad.</summary>
    public CountryZone? Country { get; init; }

    /// <summary>Version of the numbering files that decided.</summary>
    public required string NumberingVersion { get; init; }

    /// <summary>The steps of the decision order that understood the number, with sentences. Written when asked for.</summary>
    public ImmutableArray<DecisionStep> Steps => DialledSteps.Of(this);

    /// <summary>Understands any dialled form: <c>sip:</c>, <c>sips:</c>, <c>tel:</c> and <c>urn:service:sos</c> URIs, <c>user@host</c>, digits.</summary>
    public static DialledNumber Read(string dialled, DialContext context)
    {
        Span<char> buffer = stackalloc char[DialledText.MaxLength];
        return DialReader.Read(dialled, DialledText.Read(dialled, context.Plan?.Rules.Domain, buffer), context);
    }
}

/// <summary>What a dialled string turned out to be.</summary>
public enum DialledKind
{
    Invalid,
    Emergency,
    FeatureCode,

    /// <summary>A short number of the company.</summary>
    PrivatePlan,

    /// <summary>A full number, in any public form.</summary>
    E164,

    /// <summary>A short public number that has no E.164 form.</summary>
    Short,
}

/// <summary>The rule of §1.5 that a dialled string met.</summary>
public enum DialRule
{
    /// <summary>None: the reason is <see cref="NothingMatches"/> or one of the faults.</summary>
    NothingMatches,
    NotANumber,
    UnknownShortNumber,
    ForeignContext,
    NoSuchNationalNumber,
    NoSuchCountry,
    WrongLength,
    DoubleZeroRefused,
    Emergency,
    FeatureCode,
    PrivatePlan,
    SiteCode,
    International,
    ShortNumber,
    National,
    NationalWithCountryCode,
    LocalSeven,
    LegacyZero,
}
