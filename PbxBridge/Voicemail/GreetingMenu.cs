using PbxBridge.Media.Relay;
using PbxBridge.Media.Sounds;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Voicemail;

/// <summary>The owner's own greeting: record it, or go back to the standard ones.</summary>
internal sealed class GreetingMenu(TreatmentContext context, Dialogue dialogue, Phrases phrases, MailboxId mailbox)
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>False: the caller does not answer any more.</summary>
    public async Task<bool> RunAsync(CancellationToken gone)
    {
        while (true)
        {
            switch (await dialogue.AskKeyAsync(phrases[PromptId.GreetingMenu], gone))
            {
                case null:
                    return false;
                case '1':
                    await RecordAsync(gone);
                    return true;
                case '2':
                    await KeepAsync(null);
                    await dialogue.SayAsync(phrases[PromptId.GreetingStandard], gone);
                    return true;
                case '*' or '#':
                    return true;
                default:
                    dialogue.ForgetKeys();
                    await dialogue.SayAsync(phrases[PromptId.InvalidKey], gone);
                    break;
            }
        }
    }

    private async Task RecordAsync(CancellationToken gone)
    {
        await dialogue.SayAsync(phrases[PromptId.RecordGreeting], gone);
        dialogue.ForgetKeys();
        await dialogue.SayAsync(Tones.Beep, gone);
        dialogue.ForgetKeys();
        var recording = await dialogue.RecordAsync(RecordingLimits.Default with { Max = Longest }, gone);
        // A greeting is finished by its owner; one that a hang-up cut off is none.
        gone.ThrowIfCancellationRequested();
        var sound = recording.Ended == RecordingEnd.Silence ? QuietTail.Cut(recording.ALaw) : recording.ALaw;
        if (new Sound(sound).Duration < Shortest)
        {
            await dialogue.SayAsync(phrases[PromptId.TooShort], gone);
            return;
        }
        await KeepAsync(WavFile.Write(sound.Span));
        await dialogue.SayAsync(phrases[PromptId.GreetingSaved], gone);
    }

    private Task KeepAsync(byte[]? wav) => context.Store.AskAsync(store =>
    {
        store.SetGreeting(mailbox, wav);
        return true;
    });
}
