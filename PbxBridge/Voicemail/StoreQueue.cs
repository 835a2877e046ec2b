using PbxBridge.Storage.Voicemail;

namespace PbxBridge.Voicemail;

/// <summary>The way from the signalling loop to the voicemail store, which waits for the disk: work runs on <paramref name="scheduler"/> and its result
/// comes back by await.</summary>
internal sealed class StoreQueue(VoicemailStore store, TaskScheduler scheduler)
{
    /// <summary>Is not cancelled when the caller hangs up: what he left is kept.</summary>
    public Task<T> AskAsync<T>(Func<VoicemailStore, T> work) =>
        Task.Factory.StartNew(() => work(store), CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
}
