using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Vouchers;
using PbxBridge.Storage;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Vouchers;

namespace PbxBridge.Voicemail;

/// <summary>The way from the signalling loop to the vouchers, which wait for the disk: work runs on <paramref name="scheduler"/> and its result comes back by await.</summary>
/// <param name="pepper">Null: there are no vouchers.</param>
internal sealed class TopUpQueue(Store store, VoucherPepper? pepper, TaskScheduler scheduler, TimeProvider time, ILogger log)
{
    /// <summary>So many wrong codes of everybody within <see cref="AlarmWindow"/> are somebody who guesses (VCH-4).</summary>
    public const int AlarmAt = 50;

    private static readonly TimeSpan AlarmWindow = TimeSpan.FromHours(1);

    /// <summary>Told on the loop when an account was credited; null tells nobody.</summary>
    public Action? Credited { get; set; }

    /// <summary>Is not cancelled when the caller hangs up: what he bought is his. Must be awaited on the loop.</summary>
    public async Task<TopUpResult> RedeemAsync(TopUpRequest request)
    {
        var result = await Task.Factory.StartNew(() => Redeem(request), CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
        if (result.Answer is RedemptionAnswer.Redeemed)
            Credited?.Invoke();
        return result;
    }

    private TopUpResult Redeem(TopUpRequest request)
    {
        try
        {
            if (pepper is null || !store.Vouchers.TakesSecret(pepper))
            {
                VoicemailLog.NoVouchers(log, pepper is null ? "is empty" : "is another one than when the vouchers were made");
                return default;
            }

            var topUps = new TopUps(store, pepper);
            var answer = topUps.Redeem(request);
            if (answer is RedemptionAnswer.Refused && topUps.Failures(time.GetUtcNow() - AlarmWindow) is >= AlarmAt and var failures)
                VoicemailLog.ManyWrongCodes(log, failures);
            return new(answer, store.Accounts.Find(request.Account)?.Available ?? Money.Zero, TopUps.LockedUntil(store, request.Account) is not null);
        }
        catch (StoreException fault)
        {
            VoicemailLog.NotRedeemed(log, fault);
            return default;
        }
    }
}

/// <summary>What came of entering a code.</summary>
/// <param name="Answer">Null: top-ups are not possible now, and nothing was looked at.</param>
/// <param name="Available">On the account, afterwards.</param>
/// <param name="Locked">The account takes no more codes for a while.</param>
internal readonly record struct TopUpResult(RedemptionAnswer? Answer, Money Available, bool Locked);
