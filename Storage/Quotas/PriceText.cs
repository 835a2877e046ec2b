using System.Globalization;
using System.Text.Json.Nodes;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;

namespace PbxBridge.Storage.Quotas;

/// <summary>What a reservation remembers of its price, so that any node can end the call by the tariff with which it began (RAT-6).</summary>
internal static class PriceText
{
    public static string Write(QuotaPayer payer) => new JsonObject
    {
        ["price"] = payer.Tariff.Price.ToString(CultureInfo.InvariantCulture),
        ["per"] = (long)payer.Tariff.Per.TotalSeconds,
        ["first"] = (long)payer.Tariff.First.TotalSeconds,
        ["next"] = (long)payer.Tariff.Next.TotalSeconds,
        ["fee"] = payer.Tariff.ConnectionFee.Units,
        ["free"] = (long)payer.Tariff.Free.TotalSeconds,
        ["least"] = payer.Tariff.MinimumCharge.Units,
        ["perCall"] = payer.Tariff.PerCall?.Units,
        ["basis"] = payer.Tariff.Basis.ToString(),
        ["vat"] = payer.Tariff.Vat.ToString(CultureInfo.InvariantCulture),
        ["charged"] = payer.Basis.ToString(),
        ["item"] = payer.Item,
    }.ToJsonString();

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
