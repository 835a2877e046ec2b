using PbxBridge.Media.Sounds;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Voicemail;

/// <summary>Opens a mailbox from somebody else's phone: number, then PIN (domain §4.6). A number without a mailbox sounds like a wrong PIN.</summary>
internal sealed class MailboxLogin(TreatmentContext context, ITreatedCall call, Dialogue dialogue, Phrases phrases)
{
    private const int LongestNumber = 15;
    private const int LongestPin = 8;
    private const int MostTries = 3;

    private enum Verdict
    {
        Right,
        Wrong,
        Locked,
    }

    /// <summary>The open mailbox; null when the caller could not show that it is his.</summary>
    public async Task<MailboxId?> OpenAsync(CancellationToken gone)
    {
        if (await dialogue.AskDigitsAsync(Phrases.LeadIn + phrases[PromptId.EnterNumber], LongestNumber, gone) is not { } number)
            return null;
        var company = context.Company(call.Company);
        var box = company is null ? null : Find(company, number);
        for (var tried = 0; tried < MostTries; tried++)
        {
            if (await dialogue.AskDigitsAsync(phrases[PromptId.EnterPin], LongestPin, gone) is not { } pin)
                return null;
            switch (await CheckAsync(company, box, pin))
            {
                case Verdict.Right when company is not null && box is not null:
                    return MailboxId.Of(company, box.Owner);
                case Verdict.Locked:
                    VoicemailLog.Locked(context.Log, call.Id);
                    dialogue.ForgetKeys();
                    await dialogue.SayAsync(phrases[PromptId.Locked], gone);
                    return null;
                default:
                    dialogue.ForgetKeys();
                    await dialogue.SayAsync(phrases[PromptId.WrongPin], gone);
                    break;
            }
        }
        VoicemailLog.WrongPins(context.Log, call.Id);
        return null;
    }

    private Task<Verdict> CheckAsync(CompanySnapshot? company, Mailbox? box, string pin)
    {
        if (company is null || box?.Pin is not { } right)
            return Task.FromResult(Verdict.Wrong);
        var id = MailboxId.Of(company, box.Owner);
        return context.Store.AskAsync(store =>
        {
            if (store.IsLocked(id))
                return Verdict.Locked;
            if (right.Matches(pin))
                return store.RecordPinSuccess(id) ? Verdict.Right : Verdict.Locked;
            // Nothing but # is a slip, not a guess.
            return pin.Length > 0 && store.RecordPinFailure(id).Locked ? Verdict.Locked : Verdict.Wrong;
        });
    }

    private static Mailbox? Find(CompanySnapshot company, string digits)
    {
        if (company.Plan.Resolve(digits)?.Number is { } number)
            return company.MailboxOf(number);
        return company.MailboxOf(new PhoneNumber(digits.Length == 9 ? "+48" + digits : "+" + digits));
    }
}
