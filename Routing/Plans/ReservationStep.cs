using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Quotas;
using PbxBridge.Charging.Rating;

namespace PbxBridge.Routing.Plans;

/// <summary>Step 13: on which accounts the call is reserved before it is placed (§6.7).</summary>
internal static class ReservationStep
{
    /// <summary>Rule of a denial that only this call's price is too high for.</summary>
    public const string HighestCallRule = "§6.6 max";

    private static readonly TimeSpan FirstSecond = TimeSpan.FromSeconds(1);

    public static Denial? Check(LegCase leg, Quote quote, DecisionLog log)
    {
        if (quote.Accounts.IsEmpty)
            return null;
        if (!quote.NeedsReservation)
        {
            log.Add("reservation", quote.Payer.Number?.Value ?? quote.Payer.Company ?? "–", "§6.7", "none",
                "Bez rezerwacji: koszt zostanie zapisany po rozmowie.", "No reservation: the cost is booked after the call.");
            return null;
        }

        if (quote is { HighestCall: { } highest, Row.Tariff: { } priced } && CallCharge.Of(priced, FirstSecond).Gross > highest)
        {
            log.Add("reservation", leg.Called.Number.Value, HighestCallRule, "PremiumThreshold",
                $"Jedno połączenie może kosztować najwyżej {highest.Shown().Polish}, a już jego początek kosztuje więcej.",
                $"One call may cost {highest.Shown().English} at most, and its beginning alone costs more.");
            return new(DenialReason.PremiumThreshold, leg.Called.Class, HighestCallRule);
        }

        foreach (var use in quote.Accounts)
        {
            if (use.Online && TooLittle(leg, quote, use, log) is { } denial)
                return denial;
        }

        var online = quote.Accounts.Where(a => a.Online).Select(a => a.Kind).ToList();
        log.Add("reservation", quote.Payer.Number?.Value ?? quote.Payer.Company ?? "–", "OCS-1", string.Join(", ", online),
            $"Rezerwacja na bieżąco: {string.Join(", ", online.Select(k => Name(k).Polish))}.", $"Reserved while it runs: {string.Join(", ", online.Select(k => Name(k).English))}.");
        return null;
    }

    // OCS: not even connection fee and first increment; the store would say the same.
    private static Denial? TooLittle(LegCase leg, Quote quote, in AccountUse use, DecisionLog log)
    {
        if (quote.Row is not { Tariff: { } tariff } || Left(leg, use) is not { } left)
            return null;
        var needed = CallCharge.Of(tariff, FirstSecond).In(use.Kind.Basis());
        if (needed <= left.Amount)
            return null;
        var name = Name(use.Kind);
        log.Add("reservation", use.Owner ?? use.Company, "OCS-1", left.Reason.ToString(),
            $"Na początek rozmowy potrzeba {needed.ShownExactly().Polish}, a zostało {left.Amount.ShownExactly().Polish}: {name.Polish}.",
            $"The beginning of the call costs {needed.ShownExactly().English}, and {left.Amount.ShownExactly().English} is left: {name.English}.");
        return new(left.Reason, leg.Called.Class, "OCS-1");
    }

    // Null: the account was looked at before, or has no bound.
    private static (Money Amount, DenialReason Reason)? Left(LegCase leg, in AccountUse use)
    {
        var company = leg.Company;
        return use.Kind switch
        {
            AccountKind.EmployeeLimit when leg.Employee is { } employee && company.LimitOf(employee) is { } limit =>
                (limit.Remaining(leg.Accounts.LimitOf(company.Id, employee.Id).Consumed), DenialReason.Limit),
            AccountKind.PremiumThreshold when leg.Subscriber is { } subscriber =>
                (company.PremiumOf(subscriber).Remaining(leg.Accounts.PremiumOf(company.Id, subscriber.Id)), DenialReason.PremiumThreshold),
            AccountKind.CompanyCredit when company.CreditLimit is { } credit =>
                (Money.Max(Money.Zero, credit - leg.Accounts.OwedBy(company.Id)), DenialReason.Credit),
            _ => null,
        };
    }

    private static Sentence Name(AccountKind kind) => kind switch
    {
        AccountKind.PrivatePrepaid => new("konto prywatne", "the private account"),
        AccountKind.EmployeeLimit => new("limit pracownika", "the employee's limit"),
        AccountKind.PremiumThreshold => new("próg usług o podwyższonej opłacie", "the threshold of premium rate services"),
        _ => new("kredyt firmy", "the company's credit"),
    };
}
