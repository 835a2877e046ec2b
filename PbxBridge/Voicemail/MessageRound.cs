using PbxBridge.Media.Sounds;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Voicemail;

namespace PbxBridge.Voicemail;

/// <summary>Goes through the new or the saved messages of a mailbox. A message counts as heard when it was played to its end or saved.</summary>
internal sealed class MessageRound(TreatmentContext context, ITreatedCall call, Dialogue dialogue, Phrases phrases, MailboxId mailbox)
{
    private enum Onward
    {
        Next,
        Menu,
        HangUp,
    }

    /// <summary>False: the caller does not answer any more.</summary>
    public async Task<bool> RunAsync(bool isNew, CancellationToken gone)
    {
        var all = await context.Store.AskAsync(store => store.List(mailbox));
        MessageRow[] messages = [.. all.Where(message => message.IsNew == isNew)];
        if (messages.Length == 0)
        {
            await dialogue.SayAsync(phrases[isNew ? PromptId.NoNewMessages : PromptId.NoOldMessages], gone);
            return true;
        }
        for (var at = 0; at < messages.Length; at++)
        {
            if (await SoundAsync(messages[at].Id) is not { } sound)
                continue;
            switch (await PlayAsync(messages[at].Id, phrases.MessageNumber(at + 1) + sound, gone))
            {
                case Onward.Menu:
                    return true;
                case Onward.HangUp:
                    return false;
            }
        }
        await dialogue.SayAsync(phrases[PromptId.EndOfMessages], gone);
        return true;
    }

    private async Task<Onward> PlayAsync(long id, Sound sound, CancellationToken gone)
    {
        for (var play = true; ;)
        {
            if (play && await dialogue.SayAsync(sound, gone))
                await context.Store.ChangeAsync(mailbox, store => store.MarkHeard(id));
            play = false;
            switch (await dialogue.AskKeyAsync(phrases[PromptId.MessageMenu], gone))
            {
                case null:
                    return Onward.HangUp;
                case '1':
                    play = true;
                    break;
                case '2':
                    await context.Store.ChangeAsync(mailbox, store => store.MarkHeard(id));
                    await dialogue.SayAsync(phrases[PromptId.MessageSaved], gone);
                    return Onward.Next;
                case '3':
                    await context.Store.ChangeAsync(mailbox, store => store.Delete(id));
                    await dialogue.SayAsync(phrases[PromptId.MessageDeleted], gone);
                    return Onward.Next;
                case '#':
                    return Onward.Next;
                case '*':
                    return Onward.Menu;
                default:
                    dialogue.ForgetKeys();
                    await dialogue.SayAsync(phrases[PromptId.InvalidKey], gone);
                    break;
            }
        }
    }

    // Null: another phone deleted it meanwhile, or it cannot be played.
    private async Task<Sound?> SoundAsync(long id)
    {
        if (await context.Store.AskAsync(store => store.Wav(id)) is not { } wav)
            return null;
        if (WavFile.TryRead(wav, out var sound, out var error))
            return sound;
        VoicemailLog.Unreadable(context.Log, call.Id, "message", error);
        return null;
    }
}
