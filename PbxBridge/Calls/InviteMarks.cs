using System.Text;
using PbxBridge.Sip.Messages;
using PbxBridge.Trunks;

namespace PbxBridge.Calls;

/// <summary>What an INVITE bears that stays with its call through other networks.</summary>
/// <param name="Charging">From the mobile network only: what a PBX or phone says of charging is nothing to us.</param>
/// <param name="SessionId">Value of Session-ID (RFC 7989); null when there is none of the right shape.</param>
internal readonly record struct InviteMarks(ChargingVector? Charging, byte[]? SessionId)
{
    public static InviteMarks Of(SipMessage invite, Trunk? trunk) => new(
        trunk is { Company: null, Trusted: true } ? ChargingVector.Of(invite) : null,
        invite.Has(HeaderId.SessionId) && SessionIdView.TryParse(invite[HeaderId.SessionId], out var session) ? session.ToArray() : null);

    public string? Icid => Charging?.Icid;

    /// <summary>The caller's end of the session.</summary>
    public string? Session => MarkOf(SessionId);

    public static string? MarkOf(byte[]? sessionId) => sessionId is null ? null : Encoding.ASCII.GetString(sessionId.AsSpan(0, SessionIdView.Nil.Length));
}
