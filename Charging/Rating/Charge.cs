using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;

namespace PbxBridge.Charging.Rating;

/// <summary>What an answered call, or a part of it, costs.</summary>
/// <param name="Billed">Counted time, whole increments.</param>
public readonly record struct Charge(Money Net, Money Gross, TimeSpan Billed)
{
    public static Charge None => default;

    public static Charge operator -(Charge one, Charge other) => new(one.Net - other.Net, one.Gross - other.Gross, one.Billed - other.Billed);

    /// <summary>The amount that an account of this kind is debited.</summary>
    public Money In(PriceBasis basis) => basis == PriceBasis.Net ? Net : Gross;
}
