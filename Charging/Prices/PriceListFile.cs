using System.Text;
using System.Text.Json;

namespace PbxBridge.Charging.Prices;

/// <summary>One version of a price list as a JSON file (<c>config/price-list.schema.json</c>), read all or nothing.</summary>
public static class PriceListFile
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16 };

    public static PriceListReading Read(ReadOnlySpan<byte> utf8)
    {
        var faults = new PriceFaults();
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
        {
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8.ToArray(), Strict);
        }
        catch (JsonException e)
        {
            var (line, column) = ((e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1);
            faults.Add("$", "", $"to nie jest JSON: wiersz {line}, bajt {column}", $"this is not JSON: line {line}, byte {column}");
            return new(null, faults.ToImmutable());
        }

        using (document)
        {
            if (UnreadableText.In(utf8, Strict) is { } at)
            {
                faults.Add("$", "", $"tekst w bajcie {at} nie jest poprawnym Unicode", $"the text at byte {at} is not valid Unicode");
                return new(null, faults.ToImmutable());
            }

            var list = new PriceListReader(faults).Read(document.RootElement);
            return new(faults.Count == 0 ? list : null, faults.ToImmutable());
        }
    }
}
