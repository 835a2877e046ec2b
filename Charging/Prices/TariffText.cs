using System.Globalization;
using System.Runtime.CompilerServices;
using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Prices;

/// <summary>A tariff in words, for explanations and the price list page.</summary>
public static class TariffText
{
    // Each call says the words of its price; there are few prices, and they stay.
    private static readonly ConditionalWeakTable<Tariff, Wording> Known = [];

    /// <summary><c>0,29 zł netto za 60 s, naliczanie 1/1 s</c>.</summary>
    public static Wording InWords(this Tariff tariff) => Known.GetValue(tariff, static tariff => Say(tariff));

    private static Wording Say(Tariff tariff)
    {
        var polish = new List<string>();
        var english = new List<string>();
        void Say(string pl, string en)
        {
            polish.Add(pl);
            english.Add(en);
        }

        var basis = tariff.Basis == PriceBasis.Net ? new Wording("netto", "net") : new("brutto", "gross");
        if (tariff.PerCall is { } perCall)
        {
            return new($"{perCall.ShownExactly().Polish} {basis.Polish} za połączenie", $"{perCall.ShownExactly().English} {basis.English} per call");
        }

        // Six places are more than money has.
        var price = tariff.Price.ToString("0.00####", CultureInfo.InvariantCulture);
        Say($"{price.Replace('.', ',')} zł {basis.Polish} za {Seconds(tariff.Per)}", $"PLN {price} {basis.English} per {Seconds(tariff.Per)}");
        Say($"naliczanie {Plain(tariff.First)}/{Seconds(tariff.Next)}", $"counted {Plain(tariff.First)}/{Seconds(tariff.Next)}");
        if (!tariff.ConnectionFee.IsZero)
        {
            Say($"za zestawienie {tariff.ConnectionFee.ShownExactly().Polish}", $"connection {tariff.ConnectionFee.ShownExactly().English}");
        }

        if (tariff.Free > TimeSpan.Zero)
        {
            Say($"do {Seconds(tariff.Free)} bez opłaty za czas", $"up to {Seconds(tariff.Free)} no charge for time");
        }

        if (!tariff.MinimumCharge.IsZero)
        {
            Say($"najmniej {tariff.MinimumCharge.ShownExactly().Polish}", $"at least {tariff.MinimumCharge.ShownExactly().English}");
        }

        return new(string.Join(", ", polish), string.Join(", ", english));
    }

    private static string Plain(TimeSpan time) => ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => Plain(time) + " s";
}
