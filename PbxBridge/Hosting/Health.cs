using System.Collections.Immutable;

namespace PbxBridge.Hosting;

/// <summary>What <c>/healthz</c> says.</summary>
/// <param name="Status"><c>ok</c>, <c>draining</c> or <c>unhealthy</c>; the last two go with HTTP 503.</param>
/// <param name="Uptime">Seconds.</param>
/// <param name="Store"><c>ok</c>, or why it does not answer.</param>
/// <param name="Notices">What waits to be sent.</param>
/// <param name="Lag">Milliseconds that messages wait for the signalling loop.</param>
/// <param name="UnknownCells">Calls since the start whose cell is not in the operator's inventory: they get no discount of the company area (AREA-4).</param>
internal sealed record Health(
    string Status, string Version, long Uptime, int Calls, int Registrations, string Store, ImmutableArray<string> Listeners,
    ImmutableSortedDictionary<string, bool> Trunks, NoticeBacklog Notices, double Lag, long UnknownCells);

/// <param name="Failed">Given up, as long as they can be looked at.</param>
/// <param name="Oldest">Seconds that the oldest has been waiting.</param>
internal sealed record NoticeBacklog(int Waiting, int Failed, long Oldest);
