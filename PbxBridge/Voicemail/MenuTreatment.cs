using PbxBridge.Media.Sounds;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Voicemail;

/// <summary>The mailbox menu of the access number (domain §4.6).</summary>
/// <param name="own">The caller's own mailbox, known by his network identity: no PIN. Null asks whose it is.</param>
internal sealed class MenuTreatment(TreatmentContext context, ITreatedCall call, MailboxId? own)
{
    public async Task RunAsync(CancellationToken gone)
    {
        if (gone.IsCancellationRequested || call.Answer(Calls.CallJournal.VoicemailAnswer) is not { } port)
            return;
        await call.MediaKnown;
        using var dialogue = new Dialogue(port, call, context.Loop);
        var phrases = context.Phrases(context.Company(own?.Company ?? call.Company));
        if (own is not null)
            await dialogue.SayAsync(Phrases.LeadIn, gone);
        if ((own ?? await new MailboxLogin(context, call, dialogue, phrases).OpenAsync(gone)) is { } mailbox)
            await OfferAsync(mailbox, dialogue, phrases, gone);
        dialogue.ForgetKeys();
        await dialogue.SayAsync(phrases[PromptId.Goodbye], gone);
    }

    private async Task OfferAsync(MailboxId mailbox, Dialogue dialogue, Phrases phrases, CancellationToken gone)
    {
        var messages = new MessageRound(context, call, dialogue, phrases, mailbox);
        var greeting = new GreetingMenu(context, dialogue, phrases, mailbox);
        for (var goesOn = true; goesOn;)
        {
            var counts = await context.Store.AskAsync(store => store.Counts(mailbox));
            switch (await dialogue.AskKeyAsync(phrases.Counts(counts) + phrases[PromptId.MainMenu], gone))
            {
                case null or '#':
                    return;
                case '1':
                    goesOn = await messages.RunAsync(isNew: true, gone);
                    break;
                case '2':
                    goesOn = await messages.RunAsync(isNew: false, gone);
                    break;
                case '3':
                    goesOn = await greeting.RunAsync(gone);
                    break;
                case '*':
                    break;
                default:
                    dialogue.ForgetKeys();
                    await dialogue.SayAsync(phrases[PromptId.InvalidKey], gone);
                    break;
            }
        }
    }
}
