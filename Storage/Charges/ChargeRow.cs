using System.Globalization;
using PbxBridge.Charging.Amounts;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Numbering;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Storage.Charges;

/// <summary>A row of <c>call_charge</c> as the database gives it.</summary>
internal sealed class ChargeRow
{
    public const string Columns =
        "session AS Session, leg AS Leg, part AS Part, node AS Node, number AS Number, call AS Call, company AS Company, payer AS Payer, employee AS Employee, billing AS Billing, caller AS Caller, "
        + "dialled AS Dialled, called AS Called, direction AS Direction, service AS Service, number_class AS NumberClass, started_at AS StartedAt, answered_at AS AnsweredAt, "
        + "ended_at AS EndedAt, cycle AS Cycle, booked_cycle AS BookedCycle, rate_class AS RateClass, item AS Item, billed_s AS BilledS, net AS Net, gross AS Gross, vat AS Vat, "
        + "debited AS Debited, closing AS Closing, sip_status AS SipStatus, q850 AS Q850, offline AS Offline, numbering AS Numbering, zone AS Zone, in_area AS InArea, place AS Place, "
        + "limit_before AS LimitBefore, limit_after AS LimitAfter";

    public string Session { get; init; } = "";
    public long Leg { get; init; }
    public long Part { get; init; }
    public string Node { get; init; } = "";
    public long Number { get; init; }
    public string Call { get; init; } = "";
    public string? Company { get; init; }
    public string? Payer { get; init; }
    public string? Employee { get; init; }
    public string Billing { get; init; } = "";
    public string Caller { get; init; } = "";
    public string Dialled { get; init; } = "";
    public string? Called { get; init; }
    public string Direction { get; init; } = "";
    public string Service { get; init; } = "";
    public string NumberClass { get; init; } = "";
    public long StartedAt { get; init; }
    public long? AnsweredAt { get; init; }
    public long EndedAt { get; init; }
    public long? Cycle { get; init; }
    public long? BookedCycle { get; init; }
    public string? RateClass { get; init; }
    public string? Item { get; init; }
    public long BilledS { get; init; }
    public long Net { get; init; }
    public long Gross { get; init; }
    public string? Vat { get; init; }
    public long? Debited { get; init; }
    public string Closing { get; init; } = "";
    public long SipStatus { get; init; }
    public long? Q850 { get; init; }
    public long Offline { get; init; }
    public string? Numbering { get; init; }
    public string? Zone { get; init; }
    public long? InArea { get; init; }
    public string? Place { get; init; }
    public long? LimitBefore { get; init; }
    public long? LimitAfter { get; init; }

    public ChargedCall ToCall() => new(
        Session, (int)Leg, (int)Part, Node, Number, Call, Company, Payer,
        Names<Billing>.Read(Billing, Charges.Billing.Business),
        Caller, Dialled,
        Called is null ? null : new PhoneNumber(Called),
        Names<CallDirection>.Read(Direction, CallDirection.Internal),
        Names<CallService>.Read(Service, CallService.Basic),
        Names<NumberClass>.Read(NumberClass, Routing.Numbering.NumberClass.Invalid),
        Time(StartedAt), Time(AnsweredAt), Time(EndedAt), Time(Cycle), Time(BookedCycle),
        RateClass, Item,
        TimeSpan.FromSeconds(BilledS), Money.FromUnits(Net), Money.FromUnits(Gross),
        Vat is null ? null : decimal.Parse(Vat, CultureInfo.InvariantCulture),
        Debited is { } units ? Money.FromUnits(units) : null,
        Names<Closing>.Read(Closing, Charges.Closing.Abnormal),
        (int)SipStatus, (int?)Q850, Offline != 0, Numbering)
    {
        Employee = Employee,
        Zone = Zone,
        InArea = InArea is 1,
        Place = Names<PlaceSource>.Read(Place ?? "", PlaceSource.None),
        LimitUse = LimitBefore is { } before && LimitAfter is { } after ? (Money.FromUnits(before), Money.FromUnits(after)) : null,
    };

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } at ? Time(at) : null;
}
