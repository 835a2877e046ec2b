namespace PbxBridge.Charging.Prices;

/// <summary>Whose calls a price list prices.</summary>
public enum PriceUse
{
    /// <summary>Calls that the company pays, private calls on its bill included.</summary>
    Business,

    /// <summary>Calls from an employee's own prepaid account (PRV-5). Where no such list has a row, the business lists count (D4).</summary>
    Private,
}
