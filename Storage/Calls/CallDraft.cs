using System.Buffers;
using System.Globalization;
using System.Text.Json;
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
        var octets = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(octets))
            Write(json, PrivateCall.Masked(call with { Packed = null, Flow = [], Decisions = [], Attempts = [] }), charge);
        return octets.WrittenSpan.ToArray();
    }

    /// <summary>As <see cref="Write(CallRecord, LegCharge)"/>, to a writer that is used again.</summary>
    /// <param name="call">Masked, see <see cref="PrivateCall"/>.</param>
    internal static void Write(Utf8JsonWriter json, CallRecord call, LegCharge charge)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, call.Id);
        Text("company"u8, call.Company);
        json.WriteNumber("started"u8, call.StartedAt.ToUnixTimeMilliseconds());
        if (call.AnsweredAt is { } answered)
            json.WriteNumber("answered"u8, answered.ToUnixTimeMilliseconds());
        Text("answeredBy"u8, call.AnsweredBy);
        json.WriteString("caller"u8, call.CallerNumber);
        json.WriteString("dialled"u8, call.Dialled);
        Text("called"u8, call.Called?.Value);
        json.WriteString("class"u8, Names<NumberClass>.Of(call.NumberClass));
        json.WriteString("direction"u8, Names<CallDirection>.Of(call.Direction));
        Text("inTrunk"u8, call.InTrunk);
        Text("outTrunk"u8, call.OutTrunk);
        json.WriteString("service"u8, Names<CallService>.Of(call.Service));
        json.WriteString("billing"u8, Names<Billing>.Of(call.Billing));
        Text("session"u8, charge.Session);
        json.WriteNumber("leg"u8, charge.Leg);
        Text("payerCompany"u8, charge.Company);
        Text("payer"u8, charge.Payer);
        Text("employee"u8, charge.Employee);
        json.WriteString("legBilling"u8, Names<Billing>.Of(charge.Billing));
        Text("rate"u8, charge.Class is { } rate ? Names<RateClass>.Of(rate) : null);
        if (charge.Item is { } item)
        {
            json.WriteString("list"u8, item.List);
            json.WriteNumber("version"u8, item.Version);
            json.WriteString("item"u8, item.Item);
        }
        Text("numbering"u8, charge.Numbering);
        Text("vat"u8, charge.Vat?.ToString(CultureInfo.InvariantCulture));
        json.WriteBoolean("area"u8, charge.InArea);
        if (call.Place.Source != PlaceSource.None)
            Place(call.Place);
        if (charge.Cycle is { } cycle)
        {
            json.WriteStartArray("cycle"u8);
            json.WriteStringValue(cycle.Of.First.ToString("O", CultureInfo.InvariantCulture));
            json.WriteStringValue(cycle.Of.Next.ToString("O", CultureInfo.InvariantCulture));
            json.WriteEndArray();
        }
        json.WriteEndObject();

        void Place(CallerPlace place)
        {
            json.WriteStartObject("place"u8);
            json.WriteString("source"u8, Names<PlaceSource>.Of(place.Source));
            Text("access"u8, place.Access);
            Text("cell"u8, place.Cell?.Value);
            Text("site"u8, place.Site);
            Text("zone"u8, place.Zone);
            Text("areaCode"u8, place.AreaCode);
            json.WriteEndObject();
        }

        void Text(ReadOnlySpan<byte> name, string? value)
        {
            if (value is not null)
                json.WriteString(name, value);
        }
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
