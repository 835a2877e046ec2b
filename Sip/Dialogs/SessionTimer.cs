using System.Buffers.Text;
using System.Text;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Dialogs;

/// <summary>The agreement about session refreshes of one dialog (RFC 4028): how long, and who.</summary>
/// <param name="Interval">Seconds; 0 means that the session does not expire.</param>
/// <param name="Ours">True when the refreshes are our duty.</param>
public readonly record struct SessionTimer(int Interval, bool Ours)
{
    public const int Preferred = 1800;

    /// <summary>The absolute minimum of RFC 4028 §4.</summary>
    public const int Minimum = 90;

    public static readonly SessionTimer None;

    /// <summary>Milliseconds until we refresh (half the interval), or hang up when the peer did not (a third before the end, at most 32 s; §10).</summary>
    public long NextStep => Ours ? Interval * 500L : (Interval - Math.Min(32, Interval / 3)) * 1000L;

    /// <summary>The interval asked for is below our minimum and the peer would understand 422 (§9).</summary>
    public static bool IsTooSmall(SipMessage request) =>
        request[HeaderId.SessionExpires] is [>= (byte)'0' and <= (byte)'9', ..] value && Seconds(value) < Minimum
        && request.ContainsToken(HeaderId.Supported, "timer"u8);

    /// <summary>What we answer to a request (§9). A peer that knows no timers is refreshed by us.</summary>
    public static SessionTimer ForRequest(SipMessage request, bool peerSupports)
    {
        var value = request[HeaderId.SessionExpires];
        var interval = value.IsEmpty ? Preferred : Math.Clamp(Seconds(value), Minimum, Preferred);
        interval = Math.Max(interval, Seconds(request[HeaderId.MinSe]));
        return new(interval, Ours: !peerSupports || Refresher(value) is Role.Uas);
    }

    /// <summary>What the peer's 2xx to our request agreed to (§7.2). A peer that knows no timers is refreshed by us.</summary>
    /// <param name="asked">The interval of our request, in seconds.</param>
    public static SessionTimer FromResponse(SipMessage response, int asked)
    {
        var value = response[HeaderId.SessionExpires];
        var interval = Seconds(value);
        return interval <= 0 ? new(asked, Ours: true) : new(Math.Max(interval, Minimum), Ours: Refresher(value) is not Role.Uas);
    }

    /// <summary>Writes the Session-Expires of a 2xx; we are the UAS of this transaction.</summary>
    public void WriteResponse(MessageWriter writer, bool peerSupports)
    {
        if (Interval == 0)
            return;
        if (peerSupports && !Ours)
            writer.Header(HeaderId.Require, "timer"u8);
        writer.Begin(HeaderId.SessionExpires);
        writer.Append(Interval);
        writer.Append(Ours ? ";refresher=uas"u8 : ";refresher=uac"u8);
        writer.End();
    }

    /// <summary>Writes Session-Expires and Min-SE of a request of ours.</summary>
    /// <param name="oursIsRefresher">Who refreshes now; null leaves it to the peer.</param>
    public static void WriteRequest(MessageWriter writer, int interval, int minimum, bool? oursIsRefresher)
    {
        writer.Begin(HeaderId.SessionExpires);
        writer.Append(Math.Max(interval, minimum));
        if (oursIsRefresher is { } ours)
            writer.Append(ours ? ";refresher=uac"u8 : ";refresher=uas"u8);
        writer.End();
        writer.Header(HeaderId.MinSe, minimum);
    }

    /// <summary>The delta-seconds at the start of the value; 0 when there are none.</summary>
    public static int Seconds(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out ulong seconds, out _) ? (int)Math.Min(seconds, int.MaxValue) : 0;

    private enum Role
    {
        Unnamed,
        Uac,
        Uas,
    }

    private static Role Refresher(ReadOnlySpan<byte> value)
    {
        var semicolon = value.IndexOf((byte)';');
        if (semicolon < 0 || !ParameterReader.TryFind(value[semicolon..], "refresher"u8, out var role))
            return Role.Unnamed;
        return Ascii.EqualsIgnoreCase(role, "uas"u8) ? Role.Uas : Ascii.EqualsIgnoreCase(role, "uac"u8) ? Role.Uac : Role.Unnamed;
    }
}
