using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Voicemail;

namespace PbxBridge.Voicemail;

/// <summary>The way from the signalling loop to the voicemail store, which waits for the disk: work runs on <paramref name="scheduler"/> and its result
/// comes back by await.</summary>
internal sealed class StoreQueue(VoicemailStore store, TaskScheduler scheduler)
{
    /// <summary>Told on the loop of each mailbox whose messages have changed; null tells nobody.</summary>
    public Action<MailboxId>? Changed { get; set; }

    /// <summary>For what adds a message, marks it heard or deletes it; must be awaited on the loop.</summary>
    public async Task<T> ChangeAsync<T>(MailboxId mailbox, Func<VoicemailStore, T> work)
    {
        var result = await AskAsync(work);
        Changed?.Invoke(mailbox);
        return result;
    }

    /// <summary>Is not cancelled when the caller hangs up: what he left is kept.</summary>
    public Task<T> AskAsync<T>(Func<VoicemailStore, T> work) =>
        Task.Factory.StartNew(() => work(store), CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
}
