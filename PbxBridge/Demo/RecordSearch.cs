using System.Text;
using PbxBridge.Storage;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Demo;

/// <summary>Finds the bridge's own record of a call by the Call-ID that the caller chose.</summary>
internal static class RecordSearch
{
    private const int Latest = 50;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Null: there is none, even after a while.</summary>
    public static async Task<CallRecord?> FindAsync(Store store, string callId, DateTimeOffset since, TimeProvider time, CancellationToken cancellation)
    {
        CallRecord? found = null;
        var wanted = Encoding.UTF8.GetBytes(callId);
        await Pause.UntilAsync(() => (found = Find(store, wanted, since)) is not null, Limit, time, cancellation);
        return found;
    }

    private static CallRecord? Find(Store store, byte[] callId, DateTimeOffset since)
    {
        foreach (var call in store.Calls.Last(Latest, new CallFilter(From: since)))
        {
            if (store.Calls.Find(call.Id) is { Flow: [var first, ..] } record && first.Raw.Span.IndexOf(callId) >= 0)
                return record;
        }

        return null;
    }
}
