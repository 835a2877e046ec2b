using System.Globalization;
using PbxBridge.Charging.Vouchers;
using PbxBridge.Media.Sounds;
using PbxBridge.Routing.Hunting;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Vouchers;

namespace PbxBridge.Voicemail;

/// <summary>Tops up the caller's own account: with the code that was dialled, or in a menu that asks for it, reads it back and waits for # (VCH-5). Says what came of it,
/// and the new balance.</summary>
internal sealed class TopUpTreatment(TreatmentContext context, ITreatedCall call, HuntCommand.OpenTopUp order)
{
    private const int MostTries = 5;

    // VCH-5; for the digits after the first one Dialogue.Patience is right.
    private static readonly TimeSpan FirstDigit = TimeSpan.FromSeconds(10);

    private readonly AccountKey _account = AccountKey.Prepaid(order.Company, order.Account);
    private int _entered;

    public async Task RunAsync(CancellationToken gone)
    {
        if (gone.IsCancellationRequested || call.Answer(Calls.CallJournal.TopUpAnswer) is not { } port)
            return;
        await call.MediaKnown;
        using var dialogue = new Dialogue(port, call, context.Loop);
        var phrases = context.Phrases(context.Company(order.Company));
        await dialogue.SayAsync(Phrases.LeadIn, gone);
        if (order.Code is { } dialled)
            await RedeemAsync(dialled, dialogue, phrases, gone);
        else
            await AskAsync(dialogue, phrases, gone);
        dialogue.ForgetKeys();
        await dialogue.SayAsync(phrases[PromptId.Goodbye], gone);
    }

    private async Task AskAsync(Dialogue dialogue, Phrases phrases, CancellationToken gone)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await dialogue.AskDigitsAsync(phrases[PromptId.TopUpEnter], VoucherCode.Length, gone, FirstDigit) is not { } code)
                return;
            // Nothing but # is a slip.
            if (code.Length > 0 && await IsConfirmedAsync(code, dialogue, phrases, gone) is { } confirmed)
            {
                if (confirmed && await RedeemAsync(code, dialogue, phrases, gone))
                    return;
            }
            else if (code.Length > 0)
            {
                return;
            }
        }
    }

    // Null: no answer any more.
    private static async Task<bool?> IsConfirmedAsync(string code, Dialogue dialogue, Phrases phrases, CancellationToken gone)
    {
        while (true)
        {
            switch (await dialogue.AskKeyAsync(phrases[PromptId.TopUpCode] + phrases.Digits(code) + phrases[PromptId.TopUpConfirm], gone))
            {
                case null:
                    return null;
                case '#':
                    return true;
                case '*':
                    return false;
                default:
                    dialogue.ForgetKeys();
                    await dialogue.SayAsync(phrases[PromptId.InvalidKey], gone);
                    break;
            }
        }
    }

    // True: there is nothing more to enter.
    private async Task<bool> RedeemAsync(string code, Dialogue dialogue, Phrases phrases, CancellationToken gone)
    {
        var request = new TopUpRequest(
            _account, code, string.Create(CultureInfo.InvariantCulture, $"{call.Id}/{++_entered}"), call.Caller?.Value ?? order.Account);
        var result = await context.TopUps.RedeemAsync(request);
        dialogue.ForgetKeys();
        VoicemailLog.TopUp(context.Log, call.Id, result.Answer?.GetType().Name ?? "Unavailable");
        await dialogue.SayAsync(Words(result, phrases), gone);
        return result is not { Answer: RedemptionAnswer.Refused or RedemptionAnswer.AlreadyYours, Locked: false };
    }

    private static Sound Words(in TopUpResult result, Phrases phrases) => result switch
    {
        { Answer: RedemptionAnswer.Redeemed done } => phrases[PromptId.TopUpDone] + phrases.Amount(done.Value) + phrases[PromptId.TopUpBalance] + phrases.Amount(result.Available),
        { Answer: RedemptionAnswer.AlreadyYours, Locked: false } => phrases[PromptId.TopUpUsed],
        { Answer: RedemptionAnswer.Refused, Locked: false } => phrases[PromptId.TopUpRefused],
        { Answer: RedemptionAnswer.AlreadyYours } => phrases[PromptId.TopUpUsed] + phrases[PromptId.TopUpLocked],
        { Answer: RedemptionAnswer.Refused } => phrases[PromptId.TopUpRefused] + phrases[PromptId.TopUpLocked],
        { Answer: RedemptionAnswer.Locked } => phrases[PromptId.TopUpLocked],
        _ => phrases[PromptId.TopUpUnavailable],
    };
}
