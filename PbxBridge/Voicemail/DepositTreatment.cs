using PbxBridge.Media.Relay;
using PbxBridge.Media.Sounds;
using PbxBridge.Notices;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Voicemail;

namespace PbxBridge.Voicemail;

/// <summary>Takes a message: greeting, beep, recording (domain §4.6). A caller who hangs up while he speaks leaves what he said.</summary>
internal sealed class DepositTreatment(TreatmentContext context, ITreatedCall call, MailboxId mailbox, CallCause because)
{
    /// <summary>Anything shorter is somebody who hung up at the beep.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);

    private enum Kept
    {
        Kept,
        TooShort,
        MailboxFull,
    }

    public async Task RunAsync(CancellationToken gone)
    {
        if (gone.IsCancellationRequested || call.Answer(Calls.CallJournal.VoicemailAnswer) is not { } port)
            return;
        await call.MediaKnown;
        using var dialogue = new Dialogue(port, call, context.Loop);
        var company = context.Company(mailbox.Company);
        var phrases = context.Phrases(company);
        var (isFull, own) = await context.Store.AskAsync(store => (store.IsFull(mailbox), store.Greeting(mailbox)));
        if (isFull)
        {
            await FarewellAsync(dialogue, Phrases.LeadIn + phrases[PromptId.MailboxFull] + phrases[PromptId.Goodbye], gone);
            return;
        }
        await dialogue.SayAsync(Phrases.LeadIn + (OwnGreeting(own) ?? phrases[StandardGreeting(mailbox.Line is not null)]), gone);
        dialogue.ForgetKeys();
        await dialogue.SayAsync(Tones.Beep, gone);
        dialogue.ForgetKeys();
        var began = context.Loop.Time.GetUtcNow();
        var kept = await KeepAsync(await dialogue.RecordAsync(context.Message, gone), began);
        var thanks = kept switch
        {
            Kept.Kept => phrases[PromptId.ThankYou],
            Kept.MailboxFull => phrases[PromptId.MailboxFull],
            _ => phrases[PromptId.TooShort],
        };
        await FarewellAsync(dialogue, thanks + phrases[PromptId.Goodbye], gone);
    }

    private static async Task FarewellAsync(Dialogue dialogue, Sound words, CancellationToken gone)
    {
        dialogue.ForgetKeys();
        await dialogue.SayAsync(words, gone);
    }

    private async Task<Kept> KeepAsync(Recording recording, DateTimeOffset began)
    {
        var sound = recording.Ended == RecordingEnd.Silence ? QuietTail.Cut(recording.ALaw) : recording.ALaw;
        var duration = new Sound(sound).Duration;
        if (duration < Shortest)
            return Kept.TooShort;
        var caller = call.Caller?.Value;
        var company = context.TellsBySms ? context.Company(mailbox.Company) : null;
        var id = await context.Store.ChangeAsync(mailbox, store =>
            store.Add(mailbox, new NewMessage(caller, call.Id, began, duration, WavFile.Write(sound.Span)), (message, counts) =>
                company is null ? null : VoicemailMessage.Of(company, mailbox, message, counts.New)));
        if (id is null)
            return Kept.MailboxFull;
        VoicemailLog.Kept(context.Log, call.Id, id.Value, duration.TotalSeconds);
        return Kept.Kept;
    }

    private Sound? OwnGreeting(byte[]? wav)
    {
        if (wav is null)
            return null;
        if (WavFile.TryRead(wav, out var greeting, out var error))
            return greeting;
        VoicemailLog.Unreadable(context.Log, call.Id, "greeting", error);
        return null;
    }

    private string StandardGreeting(bool isLine) => because switch
    {
        _ when isLine => PromptId.GreetingLine,
        CallCause.Busy => PromptId.GreetingBusy,
        CallCause.Unreachable or CallCause.NotInService or CallCause.Congestion or CallCause.DestinationOutOfOrder => PromptId.GreetingUnreachable,
        _ => PromptId.GreetingNoAnswer,
    };
}
