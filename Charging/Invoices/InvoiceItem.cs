using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Invoices;

/// <summary>A charge or fee that an invoice sums up. Calls from prepaid accounts are not on the company's invoice at all (C7).</summary>
/// <param name="Line">What it is summed up by: rate class or fee key.</param>
/// <param name="IsPrivate">A private call that the company pays: on lines of its own (C5).</param>
/// <param name="Vat">Per cent.</param>
public readonly record struct InvoiceItem(string Line, bool IsPrivate, Money Net, decimal Vat)
{
    /// <summary>Of an earlier cycle, for which it came too late (CYC-2): on a line of its own.</summary>
    public bool IsAdjustment { get; init; }
}
