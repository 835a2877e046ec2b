using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Prices;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Storage.Calls;

/// <summary>What must be known of a call to write its record without the node that carried it (OCS-6): who called whom, and who pays. Private numbers are masked here
/// already.</summary>
public static class CallDraft
{
    /// <param name="call">As at its set-up.</param>
    /// <param name="charge">As it would be written; its amounts come at the end.</param>
    public static byte[] Write(CallRecord call, LegCharge charge)
    {
        call = PrivateCall.Masked(call with { Packed = null, Flow = [], Decisions = [], Attempts = [] });
        return Encoding.UTF8.GetBytes(new JsonObject
        {
            ["id"] = call.Id,
            ["company"] = call.Company,
            ["started"] = call.StartedAt.ToUnixTimeMilliseconds(),
            ["answered"] = call.AnsweredAt?.ToUnixTimeMilliseconds(),
            ["answeredBy"] = call.AnsweredBy,
            ["caller"] = call.CallerNumber,
            ["dialled"] = call.Dialled,
            ["called"] = call.Called?.Value,
            ["class"] = call.NumberClass.ToString(),
            ["direction"] = call.Direction.ToString(),
            ["inTrunk"] = call.InTrunk,
            ["outTrunk"] = call.OutTrunk,
            ["service"] = call.Service.ToString(),
            ["billing"] = call.Billing.ToString(),
            ["session"] = charge.Session,
            ["leg"] = charge.Leg,
            ["payerCompany"] = charge.Company,
            ["payer"] = charge.Payer,
            ["employee"] = charge.Employee,
            ["legBilling"] = charge.Billing.ToString(),
            ["rate"] = charge.Class?.ToString(),
            ["list"] = charge.Item?.List,
            ["version"] = charge.Item?.Version,
            ["item"] = charge.Item?.Item,
            ["numbering"] = charge.Numbering,
            ["vat"] = charge.Vat?.ToString(CultureInfo.InvariantCulture),
            ["area"] = charge.InArea,
            ["place"] = call.Place.Source == PlaceSource.None ? null : PlaceOf(call.Place),
            ["cycle"] = charge.Cycle is { } cycle ? new JsonArray(Day(cycle.Of.First), Day(cycle.Of.Next)) : null,
        }.ToJsonString());

        static JsonObject PlaceOf(CallerPlace place) => new()
        {
            ["source"] = place.Source.ToString(),
            ["access"] = place.Access,
            ["cell"] = place.Cell?.Value,
            ["site"] = place.Site,
            ["zone"] = place.Zone,
            ["areaCode"] = place.AreaCode,
        };

        static JsonNode Day(DateOnly day) => JsonValue.Create(day.ToString("O", CultureInfo.InvariantCulture));
    }

    /// <summary>Of a call that was answered when its draft was made.</summary>
    /// <param name="endedAt">When its node was last known to live; not before the answer.</param>
    internal static (CallRecord Call, LegCharge Charge) Read(ReadOnlySpan<byte> draft, DateTimeOffset endedAt)
    {
        var answered = JsonNode.Parse(draft)?["answered"]?.GetValue<long>() ?? throw new InvalidDataException("A draft of a call has no answer.");
        var at = DateTimeOffset.FromUnixTimeMilliseconds(answered);
        return Read(draft, at, endedAt > at ? endedAt : at);
    }

    /// <param name="endedAt">When the call was last known to live.</param>
    internal static (CallRecord Call, LegCharge Charge) Read(ReadOnlySpan<byte> draft, DateTimeOffset? answeredAt, DateTimeOffset endedAt)
    {
        var json = JsonNode.Parse(draft) ?? throw new InvalidDataException("A draft of a call is empty.");
        var call = new CallRecord
        {
            Id = Text("id") ?? "",
            Company = Text("company"),
            StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(json["started"]?.GetValue<long>() ?? 0),
            AnsweredAt = answeredAt,
            EndedAt = endedAt,
            CallerNumber = Text("caller") ?? "",
            Dialled = Text("dialled") ?? "",
            AnsweredBy = Text("answeredBy"),
            Called = Text("called") is { } called ? new PhoneNumber(called) : null,
            NumberClass = Names<NumberClass>.Read(Text("class") ?? "", NumberClass.Invalid),
            Direction = Names<CallDirection>.Read(Text("direction") ?? "", CallDirection.Outgoing),
            InTrunk = Text("inTrunk"),
            OutTrunk = Text("outTrunk"),
            Service = Names<CallService>.Read(Text("service") ?? "", CallService.Basic),
            Billing = Names<Billing>.Read(Text("billing") ?? "", Billing.Business),
            Place = json["place"] is { } place ? PlaceIn(place) : CallerPlace.Unknown,
            Outcome = CallCause.Internal,
            SipStatus = answeredAt is null ? 0 : 200,
            ReleasedBy = ReleasedBy.Bridge,
        };
        var charge = new LegCharge
        {
            Session = Text("session"),
            Leg = json["leg"]?.GetValue<int>() ?? 0,
            Company = Text("payerCompany"),
            Payer = Text("payer"),
            Employee = Text("employee"),
            Billing = Names<Billing>.Read(Text("legBilling") ?? "", Billing.Business),
            Class = Text("rate") is { } rate && Enum.TryParse(rate, out RateClass known) ? known : null,
            Item = Text("item") is { } item ? new PriceItem(Text("list") ?? "", json["version"]?.GetValue<int>() ?? 0, item) : null,
            Vat = Text("vat") is { } vat ? decimal.Parse(vat, CultureInfo.InvariantCulture) : null,
            Cycle = json["cycle"] is JsonArray days ? Booking(new BillingCycle(Day(days[0]), Day(days[1]))) : null,
            Numbering = Text("numbering"),
            InArea = json["area"]?.GetValue<bool>() ?? false,
            Closing = Closing.NodeRecovery,
        };
        return (call, charge);

        string? Text(string name) => json[name]?.GetValue<string>();
        static CallerPlace PlaceIn(JsonNode place) => new()
        {
            Source = Names<PlaceSource>.Read(place["source"]?.GetValue<string>() ?? "", PlaceSource.None),
            Access = place["access"]?.GetValue<string>(),
            Cell = place["cell"]?.GetValue<string>() is { } cell ? new CellKey(cell) : null,
            Site = place["site"]?.GetValue<string>(),
            Zone = place["zone"]?.GetValue<string>(),
            AreaCode = place["areaCode"]?.GetValue<string>(),
        };

        static DateOnly Day(JsonNode? node) => DateOnly.ParseExact(node?.GetValue<string>() ?? "", "O", CultureInfo.InvariantCulture);
        static CycleBooking Booking(BillingCycle cycle) => new(cycle, cycle);
    }
}
