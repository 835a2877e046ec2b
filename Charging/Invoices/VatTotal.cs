using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Invoices;

/// <summary>The sum of all lines with one VAT rate.</summary>
/// <param name="Rate">Per cent.</param>
public readonly record struct VatTotal(decimal Rate, Money Net, Money Vat)
{
    public Money Gross => Net + Vat;
}
