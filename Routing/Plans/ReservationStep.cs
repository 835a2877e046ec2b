using PbxBridge.Charging.Quotas;

namespace PbxBridge.Routing.Plans;

/// <summary>Step 13: on which accounts the call is reserved before it is placed (§6.7).</summary>
internal static class ReservationStep
{
    public static void Note(Quote quote, DecisionLog log)
    {
        if (quote.Accounts.IsEmpty)
            return;
        if (!quote.NeedsReservation)
        {
            log.Add("reservation", quote.Payer.Number?.Value ?? quote.Payer.Company ?? "–", "§6.7", "none",
                "Bez rezerwacji: koszt zostanie zapisany po rozmowie.", "No reservation: the cost is booked after the call.");
            return;
        }

        var online = quote.Accounts.Where(a => a.Online).Select(a => a.Kind).ToList();
        log.Add("reservation", quote.Payer.Number?.Value ?? quote.Payer.Company ?? "–", "OCS-1", string.Join(", ", online),
            $"Rezerwacja na bieżąco: {string.Join(", ", online.Select(k => Name(k).Polish))}.", $"Reserved while it runs: {string.Join(", ", online.Select(k => Name(k).English))}.");
    }

    private static Sentence Name(AccountKind kind) => kind switch
    {
        AccountKind.PrivatePrepaid => new("konto prywatne", "the private account"),
        AccountKind.EmployeeLimit => new("limit pracownika", "the employee's limit"),
        AccountKind.PremiumThreshold => new("próg usług o podwyższonej opłacie", "the threshold of premium rate services"),
        _ => new("kredyt firmy", "the company's credit"),
    };
}
