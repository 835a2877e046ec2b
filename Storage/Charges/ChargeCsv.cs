using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PbxBridge.Charging.Amounts;

namespace PbxBridge.Storage.Charges;

/// <summary>The form of an exported file (CDR-1): comma-separated UTF-8 lines that end with a line feed. The first has H, form, node, file, first and last number, and the
/// time it was made; the second the names of the columns; then a line with C for each charge; the last has T, their count, the sum of their net amounts, and the SHA-256
/// of everything before it. Written from the same rows it has the same octets.</summary>
internal static class ChargeCsv
{
    private const string Form = "1";

    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    private static readonly (string Name, Func<ChargedCall, string?> Value)[] Columns =
    [
        ("number", call => Text(call.Number)),
        ("session", call => call.Session),
        ("leg", call => Text(call.Leg)),
        ("part", call => Text(call.Part)),
        ("call", call => call.Call),
        ("company", call => call.Company),
        ("payer", call => call.Payer),
        ("billing", call => call.Billing.ToString()),
        ("caller", call => call.CallerNumber),
        ("dialled", call => call.Dialled),
        ("called", call => call.Called?.Value),
        ("direction", call => call.Direction.ToString()),
        ("service", call => call.Service.ToString()),
        ("number_class", call => call.NumberClass.ToString()),
        ("started_at", call => Text(call.StartedAt)),
        ("answered_at", call => Text(call.AnsweredAt)),
        ("ended_at", call => Text(call.EndedAt)),
        ("cycle", call => Text(call.Cycle)),
        ("booked_cycle", call => Text(call.BookedCycle)),
        ("rate_class", call => call.RateClass),
        ("price_item", call => call.Item),
        ("billed_s", call => Text((long)call.Billed.TotalSeconds)),
        ("net", call => Text(call.Net)),
        ("gross", call => Text(call.Gross)),
        ("vat", call => call.Vat?.ToString(CultureInfo.InvariantCulture)),
        ("currency", _ => "PLN"),
        ("debited", call => call.Debited is { } amount ? Text(amount) : null),
        ("closing", call => call.Closing.ToString()),
        ("sip_status", call => Text(call.SipStatus)),
        ("q850", call => call.Q850 is { } cause ? Text(cause) : null),
        ("offline", call => call.Offline ? "1" : "0"),
        ("numbering", call => call.Numbering),
    ];

    public static void Write(Stream output, ChargeFile file, IEnumerable<ChargedCall> calls)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (count, net) = (0L, 0L);
        Line(["H", Form, file.Node, Text(file.File), Text(file.First), Text(file.Last), Text(file.MadeAt)]);
        Line(["C", .. Columns.Select(column => column.Name)]);
        foreach (var call in calls)
        {
            Line(["C", .. Columns.Select(column => column.Value(call))]);
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
