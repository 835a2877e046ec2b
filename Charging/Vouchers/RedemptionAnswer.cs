using System.Globalization;
using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Vouchers;

/// <summary>What somebody is told who entered a code.</summary>
public abstract record RedemptionAnswer(Wording Text)
{
    /// <param name="GoodUntil">The last day of the balance.</param>
    public sealed record Redeemed(Money Value, DateOnly GoodUntil) : RedemptionAnswer(new Wording(
        $"Doładowano {Value.Shown().Polish}. Konto ważne do {Day(GoodUntil)}.", $"{Value.Shown().English} added. The account is good until {Day(GoodUntil)}."))
    {
        private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>To the account that redeemed it alone.</summary>
    public sealed record AlreadyYours() : RedemptionAnswer(new Wording("Ten kupon został już przez Ciebie wykorzystany.", "You have used this voucher already."));

    /// <summary>Unknown, used by another, blocked, expired: a stranger learns nothing (VCH-4).</summary>
    public sealed record Refused() : RedemptionAnswer(new Wording("Kod kuponu jest nieprawidłowy.", "The voucher code is not valid."));

    /// <summary>Too many wrong codes; the code was not looked at.</summary>
    public sealed record Locked() : RedemptionAnswer(new Wording(
        "Doładowania są zablokowane po zbyt wielu błędnych kodach. Skontaktuj się z administratorem.", "Top-up is blocked after too many wrong codes. Contact your administrator."));
}
