using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;

namespace PbxBridge.Routing.Plans;

/// <summary>The company's own limit (§6.7): binds all that it pays, private calls on its bill included.</summary>
internal static class CreditStep
{
    public static Denial? Check(LegCase leg, Payer payer, DecisionLog log)
    {
        if (leg.Company.CreditLimit is not { } credit || !payer.IsCompany || leg.Called.RateClass.IsFree())
            return null;
        var owed = leg.Accounts.OwedBy(leg.Company.Id);
        if (owed < credit)
            return null;
        log.Add("credit", leg.Company.Id, "§6.7", "LimitReached",
            $"Firma wykorzystała swój kredyt: {owed.Shown().Polish} z {credit.Shown().Polish}.", $"The company has used up its credit: {owed.Shown().English} of {credit.Shown().English}.");
        return new(DenialReason.Credit, leg.Called.Class, "§6.7");
    }
}
