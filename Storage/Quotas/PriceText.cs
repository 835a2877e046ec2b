using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Storage.Quotas;

/// <summary>What a reservation remembers of its price, so that any node can end the call by the tariff with which it began (RAT-6).</summary>
internal static class PriceText
{
    public static string Write(QuotaPayer payer)
    {
        var octets = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(octets))
            Write(json, payer.Tariff, payer.Basis, payer.Item);
        return Encoding.UTF8.GetString(octets.WrittenSpan);
    }

    /// <summary>As <see cref="Write(QuotaPayer)"/>, to a writer that is used again.</summary>
    /// <param name="charged">What of the price is charged.</param>
    public static void Write(Utf8JsonWriter json, Tariff tariff, PriceBasis charged, string? item)
    {
        json.WriteStartObject();
        Amount("price"u8, tariff.Price);
        Seconds("per"u8, tariff.Per);
        Seconds("first"u8, tariff.First);
        Seconds("next"u8, tariff.Next);
        json.WriteNumber("fee"u8, tariff.ConnectionFee.Units);
        Seconds("free"u8, tariff.Free);
        json.WriteNumber("least"u8, tariff.MinimumCharge.Units);
        if (tariff.PerCall is { } call)
            json.WriteNumber("perCall"u8, call.Units);
        json.WriteString("basis"u8, Names<PriceBasis>.Of(tariff.Basis));
        Amount("vat"u8, tariff.Vat);
        json.WriteString("charged"u8, Names<PriceBasis>.Of(charged));
        if (item is not null)
            json.WriteString("item"u8, item);
        json.WriteEndObject();

        void Seconds(ReadOnlySpan<byte> name, TimeSpan span) => json.WriteNumber(name, (long)span.TotalSeconds);
        void Amount(ReadOnlySpan<byte> name, decimal amount)
        {
            Span<char> text = stackalloc char[32];
            amount.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
            json.WriteString(name, text[..length]);
        }
    }

    public static QuotaPayer Read(string text, Accounts.AccountKey account)
    {
        var json = JsonNode.Parse(text) ?? throw new InvalidDataException("A reservation has no price.");
        var tariff = new Tariff
        {
            Price = decimal.Parse(Text("price"), CultureInfo.InvariantCulture),
            Per = Seconds("per"),
            First = Seconds("first"),
            Next = Seconds("next"),
            ConnectionFee = Money.FromUnits(Number("fee")),
            Free = Seconds("free"),
            MinimumCharge = Money.FromUnits(Number("least")),
            PerCall = json["perCall"] is { } units ? Money.FromUnits(units.GetValue<long>()) : null,
            Basis = Enum.Parse<PriceBasis>(Text("basis")),
            Vat = decimal.Parse(Text("vat"), CultureInfo.InvariantCulture),
        };
        return new QuotaPayer(account, tariff, Enum.Parse<PriceBasis>(Text("charged")), json["item"]?.GetValue<string>(), 0);

        string Text(string name) => Member(name).GetValue<string>();
        long Number(string name) => Member(name).GetValue<long>();
        TimeSpan Seconds(string name) => TimeSpan.FromSeconds(Number(name));
        JsonNode Member(string name) => json[name] ?? throw new InvalidDataException($"The price of a reservation has no {name}.");
    }
}
