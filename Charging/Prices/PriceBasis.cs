namespace PbxBridge.Charging.Prices;

/// <summary>Whether VAT is in an amount.</summary>
public enum PriceBasis
{
    /// <summary>Without VAT: companies.</summary>
    Net,

    /// <summary>With VAT: employees' own money.</summary>
    Gross,
}
