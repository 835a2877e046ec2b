using System.Collections.Immutable;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;
using PbxBridge.Trunks;

namespace PbxBridge.Calls;

/// <summary>The addresses of a trunk that one leg tries one after another (TRK-7).</summary>
/// <param name="targets">In the order in which they are tried.</param>
/// <param name="startedAt">Loop time in milliseconds.</param>
internal sealed class AddressWalk(ImmutableArray<TrunkTarget> targets, long startedAt)
{
    /// <summary>Milliseconds without any response, and the next address is tried.</summary>
    public const long SignWithin = 4_000;

    // All addresses together, in milliseconds.
    private const long Budget = 12_000;

    private int _next;
    private long? _turnedAt;

    /// <summary>There is one more to try.</summary>
    public bool HasMore => _next < targets.Length;

    /// <summary>The next one that can be reached; null when there is none.</summary>
    public (TrunkTarget Target, Sip.Transport.Flow Flow)? Next(long now)
    {
        var turns = _next > 0;
        while (HasMore)
        {
            var target = targets[_next++];
            if (target.Flow is not { } flow)
                continue;
            if (turns)
                _turnedAt = now;
            return (target, flow);
        }
        return null;
    }

    /// <summary>No more are tried.</summary>
    public void Stop() => _next = targets.Length;

    /// <summary>The address did not take the call, and another one may.</summary>
    public bool MayGoOn(int status, long now) => status is 500 or 502 or 503 or 504 or 408 && HasMore && now - startedAt < Budget;

    /// <summary>An address that said 503 with Retry-After is left alone for so long.</summary>
    public void Rest(string peer, SipMessage? response, long now)
    {
        var seconds = response is null ? 0 : SessionTimer.Seconds(response[HeaderId.RetryAfter]);
        foreach (var target in targets)
        {
            if (target.HostPort == peer && seconds > 0)
                target.Rest(now, seconds);
        }
    }

    /// <summary>How long the address that was turned to last may still take to ring; zero for the first one.</summary>
    public TimeSpan Owed(long now) => _turnedAt is { } at ? TimeSpan.FromMilliseconds(Math.Max(0, at + SignWithin - now)) : TimeSpan.Zero;
}
