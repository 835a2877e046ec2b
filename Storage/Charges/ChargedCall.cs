using PbxBridge.Charging.Amounts;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Numbering;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Storage.Charges;

/// <summary>One charged leg as it is stored: a line of the bill.</summary>
/// <param name="Number">Without a gap in each node.</param>
/// <param name="Call">Id of the call.</param>
/// <param name="Payer">Number of the employee or line; null = nobody's in particular.</param>
/// <param name="Cycle">Start of the cycle in which the call was answered; null = nothing is billed.</param>
/// <param name="BookedCycle">Start of the cycle that it is billed with.</param>
/// <param name="RateClass">As the price list calls it; null = not rated.</param>
/// <param name="Item">The line of the price list.</param>
/// <param name="Numbering">Version of the numbering data that told the class of the number.</param>
/// <param name="Debited">What was taken from accounts while the call lasted; null = nothing.</param>
public sealed record ChargedCall(
    string Session,
    int Leg,
    int Part,
    string Node,
    long Number,
    string Call,
    string? Company,
    string? Payer,
    Billing Billing,
    string CallerNumber,
    string Dialled,
    PhoneNumber? Called,
    CallDirection Direction,
    CallService Service,
    NumberClass NumberClass,
    DateTimeOffset StartedAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset EndedAt,
    DateTimeOffset? Cycle,
    DateTimeOffset? BookedCycle,
    string? RateClass,
    string? Item,
    TimeSpan Billed,
    Money Net,
    Money Gross,
    decimal? Vat,
    Money? Debited,
    Closing Closing,
    int SipStatus,
    int? Q850,
    bool Offline,
    string? Numbering = null)
{
    /// <inheritdoc cref="LegCharge.Employee"/>
    public string? Employee { get; init; }

    /// <summary>Zone of the company area in which the payer was; null: outside, or it is not known.</summary>
    public string? Zone { get; init; }

    /// <inheritdoc cref="LegCharge.InArea"/>
    public bool InArea { get; init; }

    /// <summary>What told where the payer was.</summary>
    public PlaceSource Place { get; init; }

    /// <inheritdoc cref="LegCharge.LimitUse"/>
    public (Money Before, Money After)? LimitUse { get; init; }
}
