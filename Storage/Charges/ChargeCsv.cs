using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PbxBridge.Charging.Amounts;
using PbxBridge.Routing.Areas;

namespace PbxBridge.Storage.Charges;

/// <summary>What is in an exported file (CDR-1): comma-separated UTF-8 lines that end with a line feed. The first has H, form, node, file, first and last number, and the
/// time it was made; the second the names of the columns; then a line with C for each charge; the last has T, their count, the sum of their net amounts, and the SHA-256
/// of everything before it. Written from the same rows it has the same octets.</summary>
internal static class ChargeCsv
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    // A form has all columns of the forms before it.
    private static readonly (string Name, Func<ChargedCall, string?> Value, int Form)[] Columns =
    [
        ("number", call => Text(call.Number), 1),
        ("session", call => call.Session, 1),
        ("leg", call => Text(call.Leg), 1),
        ("part", call => Text(call.Part), 1),
        ("call", call => call.Call, 1),
        ("company", call => call.Company, 1),
        ("payer", call => call.Payer, 1),
        ("billing", call => call.Billing.ToString(), 1),
        ("caller", call => call.CallerNumber, 1),
        ("dialled", call => call.Dialled, 1),
        ("called", call => call.Called?.Value, 1),
        ("direction", call => call.Direction.ToString(), 1),
        ("service", call => call.Service.ToString(), 1),
        ("number_class", call => call.NumberClass.ToString(), 1),
        ("started_at", call => Text(call.StartedAt), 1),
        ("answered_at", call => Text(call.AnsweredAt), 1),
        ("ended_at", call => Text(call.EndedAt), 1),
        ("cycle", call => Text(call.Cycle), 1),
        ("booked_cycle", call => Text(call.BookedCycle), 1),
        ("rate_class", call => call.RateClass, 1),
        ("price_item", call => call.Item, 1),
        ("billed_s", call => Text((long)call.Billed.TotalSeconds), 1),
        ("net", call => Text(call.Net), 1),
        ("gross", call => Text(call.Gross), 1),
        ("vat", call => call.Vat?.ToString(CultureInfo.InvariantCulture), 1),
        ("currency", _ => "PLN", 1),
        ("debited", call => call.Debited is { } amount ? Text(amount) : null, 1),
        ("closing", call => call.Closing.ToString(), 1),
        ("sip_status", call => Text(call.SipStatus), 1),
        ("q850", call => call.Q850 is { } cause ? Text(cause) : null, 1),
        ("offline", call => call.Offline ? "1" : "0", 1),
        ("numbering", call => call.Numbering, 1),
        ("zone", call => call.Zone, 2),
        ("area_applied", call => call.InArea ? "1" : "0", 2),
        ("location_source", call => call.Place == PlaceSource.None ? null : call.Place.ToString(), 2),
        ("limit_before", call => call.LimitUse is { } use ? Text(use.Before) : null, 2),
        ("limit_after", call => call.LimitUse is { } use ? Text(use.After) : null, 2),
        ("employee", call => call.Employee, 3),
    ];

    public static void Write(Stream output, ChargeFile file, IEnumerable<ChargedCall> calls)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (count, net) = (0L, 0L);
        var columns = Columns.Where(column => column.Form <= file.Form).ToArray();
        Line(["H", Text(file.Form), file.Node, Text(file.File), Text(file.First), Text(file.Last), Text(file.MadeAt)]);
        Line(["C", .. columns.Select(column => column.Name)]);
        foreach (var call in calls)
        {
            Line(["C", .. columns.Select(column => column.Value(call))]);
            count++;
            net += call.Net.Units;
        }

        output.Write(Encoding.UTF8.GetBytes($"T,{Text(count)},{Text(Money.FromUnits(net))},{Convert.ToHexStringLower(hash.GetHashAndReset())}\n"));

        void Line(IEnumerable<string?> values)
        {
            var bytes = Encoding.UTF8.GetBytes(string.Join(',', values.Select(Quoted)) + "\n");
            hash.AppendData(bytes);
            output.Write(bytes);
        }
    }

    private static string Quoted(string? value) => value is null ? "" : value.AsSpan().IndexOfAny(NeedsQuotes) < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(Money money) => money.Amount.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string? Text(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
