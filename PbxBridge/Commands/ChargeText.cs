using PbxBridge.Charging.Amounts;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Commands;

/// <summary>What one payer pays for a call, in a line.</summary>
internal static class ChargeText
{
    public static string Of(ChargedCall charge, Words words)
    {
        var net = charge.Net.ShownExactly();
        var payer = charge.Payer is null ? "" : $" {charge.Payer}";
        var time = charge.Billed.TotalSeconds;
        return charge.Item is null
            ? words.Of($"Koszt: {Name(charge.Billing).Polish}{payer}, 0,00 zł", $"Cost: {Name(charge.Billing).English}{payer}, PLN 0.00")
            : words.Of(
                $"Koszt: {Name(charge.Billing).Polish}{payer}, {net.Polish} netto ({charge.Gross.ShownExactly().Polish} brutto), {time:0} s, pozycja {charge.Item}{Closed(charge).Polish}{Limit(charge).Polish}",
                $"Cost: {Name(charge.Billing).English}{payer}, {net.English} net ({charge.Gross.ShownExactly().English} gross), {time:0} s, item {charge.Item}{Closed(charge).English}{Limit(charge).English}");
    }

    private static Wording Name(Billing billing) => billing switch
    {
        Billing.Business => new("płaci firma", "the company pays"),
        Billing.PrivateFlagged => new("prywatne na rachunku firmy", "private on the company's bill"),
        Billing.PrivatePrepaid => new("prywatne z własnego konta", "private from the own account"),
        _ => new("bezpłatnie", "free"),
    };

    private static Wording Limit(ChargedCall charge) => charge.LimitUse is { } use
        ? new($"; z limitu {use.Before.ShownExactly().Polish} → {use.After.ShownExactly().Polish}", $"; of the limit {use.Before.ShownExactly().English} → {use.After.ShownExactly().English}")
        : new("", "");

    private static Wording Closed(ChargedCall charge) => charge.Closing switch
    {
        Closing.QuotaExhausted => new("; przerwane: brak środków", "; cut: nothing left"),
        Closing.LimitCut => new("; przerwane: limit", "; cut: limit"),
        Closing.AdministratorCut => new("; przerwane: bramkę zatrzymano", "; cut: the bridge was stopped"),
        Closing.Partial => new("; część długiej rozmowy", "; part of a long call"),
        Closing.NodeRecovery => new("; rozliczone po awarii", "; settled after a crash"),
        _ => new("", ""),
    };
}
