using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;

namespace PbxBridge.Charging.Limits;

/// <summary>The statutory threshold for premium-rate calls of one subscriber in a billing cycle (próg kwotowy, domain §6.6). All amounts gross. At 100 % such calls
/// are barred by the operator, which no <c>*</c> lifts; calls that run are reserved slice by slice.</summary>
/// <param name="Amount">One of <see cref="Amounts"/>; zero: no premium calls.</param>
/// <param name="HighestCall">What one call may cost, null: whatever the threshold leaves. It is one payer more with this as its budget.</param>
public sealed record PremiumThreshold(Money Amount, Money? HighestCall = null)
{
    /// <summary>What a subscriber may choose.</summary>
    public static readonly ImmutableArray<Money> Amounts = [Money.Of(0), Money.Of(35), Money.Of(100), Money.Of(200)];

    /// <summary>Of every subscriber who has chosen none.</summary>
    public static readonly PremiumThreshold Standard = new(Money.Of(35));

    public bool IsValid => Amounts.Contains(Amount) && HighestCall is not { IsNegative: true };

    public bool IsReached(Money consumed) => consumed >= Amount;

    /// <summary>Whether a call of this class may be placed.</summary>
    /// <param name="consumed">By premium calls of the cycle, and reserved for them.</param>
    public bool Allows(RateClass kind, Money consumed) => kind != RateClass.Premium || !IsReached(consumed);

    /// <summary>What remains until the threshold.</summary>
    public Money Remaining(Money consumed) => Money.Max(Money.Zero, Amount - consumed);

    /// <summary>As <see cref="Sms"/>, by mail.</summary>
    public NoticeMail Mail() => new(
        new("Sieć firmowa: osiągnięto próg połączeń o podwyższonej opłacie", "Company network: the threshold for premium-rate calls is reached"),
        new(
            $"Osiągnięto próg {Amount.Shown().Polish} na połączenia o podwyższonej opłacie.\nDo końca cyklu rozliczeniowego takie połączenia są zablokowane.\n",
            $"The threshold of {Amount.Shown().English} for premium-rate calls is reached.\nSuch calls are barred until the end of the billing cycle.\n"));

    /// <summary>Told once a cycle, when the threshold is come to; plain letters.</summary>
    public Wording Sms() => new(
        $"Siec firmowa: osiagnieto prog {Amount.ShownPlainly().Polish} na polaczenia o podwyzszonej oplacie. Do konca cyklu sa zablokowane.",
        $"Company network: the threshold of {Amount.ShownPlainly().English} for premium-rate calls is reached. They are barred until the end of the cycle.");
}
