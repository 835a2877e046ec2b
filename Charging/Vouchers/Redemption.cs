namespace PbxBridge.Charging.Vouchers;

/// <summary>What comes of entering a code (VCH-3, VCH-4). The store makes the voucher redeemed and credits its value in one transaction; when the voucher
/// is no longer active there, it reads it again and asks again.</summary>
/// <param name="Lock">To be kept for the account.</param>
/// <param name="Source">To be kept for the address or calling number.</param>
public sealed record Redemption(RedemptionAnswer Answer, AccountLock Lock, SourceFailures Source)
{
    public static Redemption Of(RedemptionAttempt attempt, VoucherRules rules)
    {
        if (attempt.Lock.IsLocked(attempt.Now) || attempt.Source.IsBlocked(attempt.Now, rules))
        {
            return new(new RedemptionAnswer.Locked(), attempt.Lock, attempt.Source);
        }

        return attempt.Found switch
        {
            { State: VoucherState.Active } voucher when voucher.ValidUntil >= attempt.Today => new(
                new RedemptionAnswer.Redeemed(voucher.Value, rules.GoodUntil(voucher.Value, attempt.Today, attempt.GoodUntil)),
                AccountLock.Open with { OwnCodes = attempt.Lock.OwnCodes }, attempt.Source),
            { State: VoucherState.Redeemed } voucher when voucher.RedeemedBy == attempt.Account => Repeated(attempt, voucher, rules),
            _ => new(new RedemptionAnswer.Refused(), attempt.Lock.Failed(attempt.Now, rules), attempt.Source.Failed(attempt.Now, rules)),
        };
    }

    private static Redemption Repeated(RedemptionAttempt attempt, Voucher voucher, VoucherRules rules) => attempt.Lock.OwnCodes.Contains(voucher.Serial)
        ? new(new RedemptionAnswer.AlreadyYours(), attempt.Lock, attempt.Source)
        : new(
            new RedemptionAnswer.AlreadyYours(), attempt.Lock.Failed(attempt.Now, rules) with { OwnCodes = attempt.Lock.OwnCodes.Add(voucher.Serial) },
            attempt.Source.Failed(attempt.Now, rules));
}
