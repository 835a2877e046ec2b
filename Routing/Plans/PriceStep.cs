using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Quotas;
using PbxBridge.Charging.Rating;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Terms;

namespace PbxBridge.Routing.Plans;

/// <summary>Steps 11 and 12: company area and price. A number without a price is barred, never free (RAT-1).</summary>
internal static class PriceStep
{
    private static readonly TimeSpan FirstSecond = TimeSpan.FromSeconds(1);

    /// <param name="limitFree">The allow list lifts the employee's limit for this number.</param>
    public static Denial? Decide(LegCase leg, Payer payer, bool limitFree, DecisionLog log, ref Quote quote)
    {
        var inArea = InArea(leg, payer, log);
        if (leg.Directory.Prices is not { } prices)
            return null;
        var use = payer.Kind == PayerKind.PrivatePrepaid ? PriceUse.Private : PriceUse.Business;
        var question = new PriceQuestion(leg.Company.Id, leg.Called.RateClass, leg.Called.Number.Value, leg.Called.Zone, inArea, use, leg.At);
        var price = prices.Find(question);
        if (price.IsUnrated)
        {
            log.Add("price", leg.Called.Number.Value, "RAT-1", "SystemBarred",
                "Żaden cennik nie ma ceny tego numeru: połączenie zablokowane.", "No price list has a price for this number: the call is barred.");
            return new(DenialReason.Unrated, leg.Called.Class, "RAT-1");
        }

        if (price.Row is not { } row)
        {
            log.Add("price", leg.Called.Number.Value, "§6.1", "free", "Połączenie bezpłatne.", "The call is free.");
            quote = quote with { Question = question };
            return null;
        }

        var (words, rule) = (row.Tariff.InWords(), price.IsInArea ? "AREA-6" : "§6.1");
        log.Add("price", leg.Called.Number.Value, rule, row.Item.ToString(), payer.IsCompany
            ? new Sentence($"{row.Name.Polish}: {words.Polish}, płaci firma.", $"{row.Name.English}: {words.English}, the company pays.")
            : new($"{row.Name.Polish}: {words.Polish}, płaci pracownik.", $"{row.Name.English}: {words.English}, the employee pays."));
        quote = quote with { Question = question, Row = row, Accounts = AccountUses.Of(leg, payer, limitFree), IsLimitFree = limitFree, HighestCall = HighestCall(leg, payer) };
        return payer.Kind == PayerKind.PrivatePrepaid ? Funds(leg, payer, row.Tariff, log) : null;
    }

    // PRV-5: connection fee and first increment must be there; a store that says nothing grants nothing.
    private static Denial? Funds(LegCase leg, Payer payer, Tariff tariff, DecisionLog log)
    {
        var needed = CallCharge.Of(tariff, FirstSecond).Gross;
        var available = payer.Account is { } owner ? leg.Accounts.PrepaidOf(leg.Company.Id, owner) : null;
        if (available >= needed)
            return null;
        log.Add("price", leg.Called.Number.Value, "PRV-5", "NoFunds", available is { } little
            ? new Sentence($"Na koncie prywatnym jest {little.Shown().Polish}, początek rozmowy kosztuje {needed.ShownExactly().Polish}.",
                $"The private account has {little.Shown().English}, the beginning of the call costs {needed.ShownExactly().English}.")
            : new("Stan konta prywatnego nie jest znany.", "The balance of the private account is not known."));
        return new(DenialReason.NoFunds, leg.Called.Class, "PRV-5");
    }

    /// <summary>AREA-6: only these classes are cheaper from the area, a fixed line only in the zone's own network; a private call on the own account never is.</summary>
    private static bool InArea(LegCase leg, Payer payer, DecisionLog log)
    {
        if (leg.Company.Area.Zones.IsEmpty || !leg.Services.Contains(ServiceKind.CompanyArea))
            return false;
        var place = leg.Place;
        Sentence sentence = place switch
        {
            { Zone: { } zone } => new($"Dzwoni z obszaru firmowego: strefa {zone}.", $"Calls from the company area: zone {zone}."),
            { Source: PlaceSource.None } => new("Miejsce nieznane: bez zniżki obszaru.", "The place is not known: no discount of the area."),
            { Source: PlaceSource.Phone } => new(
                "Miejsce podał sam telefon, nie sieć: bez zniżki obszaru.", "Only the phone, not the network, names the place: no discount of the area."),
            { Source: PlaceSource.Abroad } => new("Dzwoni z zagranicy: bez zniżki obszaru.", "Calls from abroad: no discount of the area."),
            { Source: PlaceSource.UnknownCell } => new("Komórka nieznana: bez zniżki obszaru.", "The cell is not known: no discount of the area."),
            _ => new("Dzwoni spoza obszaru firmowego.", "Calls from outside the company area."),
        };
        var counts = place.IsInArea && payer.Kind != PayerKind.PrivatePrepaid && leg.Called.RateClass.HasAreaPrice()
            && (leg.Called.Class != NumberClass.FixedLocal || leg.Called.AreaCode == place.AreaCode);
        log.Add("area", place.Site ?? place.Source.ToString(), place.Source == PlaceSource.UnknownCell ? "AREA-4" : "AREA-3", place.Zone ?? "outside", sentence);
        return counts;
    }

    private static Money? HighestCall(LegCase leg, Payer payer) =>
        leg.Called.Class == NumberClass.Premium && payer.IsCompany && leg.Subscriber is { } employee ? leg.Company.PremiumOf(employee).HighestCall : null;
}
