using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Dialogs;

/// <summary>A dialog as the value of Replaces names it (RFC 3891 §6.1), read as the receiver reads it: to-tag is ours, from-tag the peer's.</summary>
/// <param name="LocalTag">to-tag.</param>
/// <param name="RemoteTag">from-tag.</param>
/// <param name="EarlyOnly">Only while nobody has answered yet.</param>
public sealed record DialogReference(byte[] CallId, byte[] LocalTag, byte[] RemoteTag, bool EarlyOnly)
{
    /// <summary>The dialog that the Replaces of an INVITE names; null when it has none. The core has refused an INVITE with more than one, or a malformed one.</summary>
    public static DialogReference? Of(SipMessage invite) => invite.Has(HeaderId.Replaces) ? Parse(invite[HeaderId.Replaces]) : null;

    /// <summary>Null when the value breaks the grammar: no Call-ID, or not exactly one of each tag.</summary>
    public static DialogReference? Parse(ReadOnlySpan<byte> value)
    {
        var end = value.IndexOf((byte)';');
        var callId = end < 0 ? default : Octets.Trim(value[..end]);
        if (callId.IsEmpty || callId.ContainsAny((byte)' ', (byte)'\t'))
            return null;
        ReadOnlySpan<byte> local = default, remote = default;
        var early = false;
        var reader = new ParameterReader(value[end..]);
        while (reader.MoveNext())
        {
            if (System.Text.Ascii.EqualsIgnoreCase(reader.Name, "early-only"u8))
                early = true;
            else if (System.Text.Ascii.EqualsIgnoreCase(reader.Name, "to-tag"u8) && !TryTake(ref local, reader.Value))
                return null;
            else if (System.Text.Ascii.EqualsIgnoreCase(reader.Name, "from-tag"u8) && !TryTake(ref remote, reader.Value))
                return null;
        }
        return reader.IsMalformed || local.IsEmpty || remote.IsEmpty ? null : new(callId.ToArray(), local.ToArray(), remote.ToArray(), early);
    }

    /// <summary>Does the dialog have these identifiers? A from-tag of zero stands for a peer without tags (RFC 3891 §6.1).</summary>
    public bool Names(ReadOnlySpan<byte> callId, ReadOnlySpan<byte> remoteTag) =>
        callId.SequenceEqual(CallId) && (remoteTag.SequenceEqual(RemoteTag) || (remoteTag.IsEmpty && RemoteTag is [(byte)'0']));

    private static bool TryTake(ref ReadOnlySpan<byte> tag, ReadOnlySpan<byte> value)
    {
        if (!tag.IsEmpty || !Octets.IsToken(value))
            return false;
        tag = value;
        return true;
    }
}
