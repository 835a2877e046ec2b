using PbxBridge.Sip.Digest;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Dialogs;

/// <summary>The state of one dialog (RFC 3261 §12): plain data, a few hundred bytes.</summary>
public sealed class DialogState
{
    // One array for all that never changes: dialogs are held by the ten thousand. Call-ID, local side, remote side.
    private readonly byte[] _text;
    private readonly int _localAt, _remoteAt, _tagAt, _tagLength;

    private DialogState(ReadOnlySpan<byte> callId, ReadOnlySpan<byte> local, ReadOnlySpan<byte> localTag, ReadOnlySpan<byte> remote, ReadOnlySpan<byte> remoteTag)
    {
        _localAt = callId.Length;
        _remoteAt = _localAt + local.Length + localTag.Length;
        _text = new byte[_remoteAt + remote.Length];
        callId.CopyTo(_text);
        local.CopyTo(_text.AsSpan(_localAt));
        localTag.CopyTo(_text.AsSpan(_localAt + local.Length));
        remote.CopyTo(_text.AsSpan(_remoteAt));
        // The tag is a parameter of the remote side: the last place where its text stands.
        (_tagAt, _tagLength) = (_remoteAt + Math.Max(0, remote.LastIndexOf(remoteTag)), remoteTag.Length);
    }

    public ReadOnlySpan<byte> CallId => _text.AsSpan(0, _localAt);

    public required DialogTag LocalTag { get; init; }

    public ReadOnlySpan<byte> RemoteTag => _text.AsSpan(_tagAt, _tagLength);

    /// <summary>Our side as a From or To value, with the tag.</summary>
    public ReadOnlySpan<byte> Local => _text.AsSpan(_localAt, _remoteAt - _localAt);

    /// <summary>The peer's side as a From or To value, with the tag.</summary>
    public ReadOnlySpan<byte> Remote => _text.AsSpan(_remoteAt);

    /// <summary>The URI of the peer's Contact; changed by target refresh requests (§12.2).</summary>
    public required byte[] RemoteTarget { get; set; }

    /// <summary>Values of Route, first hop first. Never changes after the dialog was made.</summary>
    public required byte[][] RouteSet { get; init; }

    /// <summary>CSeq of our last request.</summary>
    public uint LocalSequence { get; set; }

    /// <summary>CSeq of the peer's last request; null before the first one.</summary>
    public uint? RemoteSequence { get; set; }

    /// <summary>Where our requests go.</summary>
    public Flow Flow { get; set; }

    /// <summary>Send to where the peer's messages come from, whatever its Contact says: phones behind NAT (RFC 5626 in spirit).</summary>
    public bool SymmetricFlow { get; init; }

    /// <summary>We placed the INVITE that made the dialog, and its Call-ID.</summary>
    public bool IsCaller { get; init; }

    /// <summary>For a peer that challenges requests within the dialog, too.</summary>
    internal DigestClient? Credentials { get; init; }

    /// <summary>Value of Session-ID in our requests (RFC 7989); null when the session has no identifier.</summary>
    public byte[]? SessionId { get; set; }

    /// <summary>A SIPS URI made it: our Contact is one, too (RFC 3261 §12.1.1, §12.1.2).</summary>
    public bool IsSecure { get; init; }

    /// <summary>The peer's Allow list has UPDATE (RFC 3311 §4).</summary>
    public bool PeerAllowsUpdate { get; set; }

    /// <summary>The dialog that an INVITE to us makes with our response (§12.1.1).</summary>
    public static DialogState ForUas(SipMessage invite, DialogTag localTag, in Flow from, bool symmetric)
    {
        Span<byte> tag = stackalloc byte[5 + DialogTag.TextLength];
        ";tag="u8.CopyTo(tag);
        localTag.Format(tag[5..]);
        return new DialogState(invite.CallId, invite[HeaderId.To], tag, invite[HeaderId.From], invite.FromTag)
        {
            LocalTag = localTag,
            RemoteTarget = ContactUri(invite).ToArray(),
            RouteSet = Routes(invite, reversed: false),
            RemoteSequence = invite.CSeqNumber,
            Flow = from,
            SymmetricFlow = symmetric,
            IsSecure = WantsSecurity(invite),
            PeerAllowsUpdate = invite.ContainsToken(HeaderId.Allow, "UPDATE"u8),
            SessionId = AnswerTo(invite),
        };
    }

    /// <summary>The dialog that a response to our INVITE makes (§12.1.2).</summary>
    public static DialogState ForUac(SipMessage response, DialogTag localTag, uint sequence, InviteRequest request) => new(response.CallId, response[HeaderId.From], [], response[HeaderId.To], response.ToTag)
    {
        IsCaller = true,
        Credentials = request.Credentials,
        LocalTag = localTag,
        RemoteTarget = ContactUri(response).ToArray(),
        RouteSet = Routes(response, reversed: true),
        LocalSequence = sequence,
        Flow = request.Flow,
        SymmetricFlow = request.SymmetricFlow,
        IsSecure = request.IsSecure,
        PeerAllowsUpdate = response.ContainsToken(HeaderId.Allow, "UPDATE"u8),
        SessionId = request.SessionId is null ? null : AnswerTo(response) ?? request.SessionId,
    };

    /// <summary>The Contact of our response to this INVITE must be a SIPS URI (§12.1.1).</summary>
    public static bool WantsSecurity(SipMessage invite) => IsSips(invite.RequestUri)
        || IsSips(invite.Has(HeaderId.RecordRoute) ? NameAddrView.TryParse(invite[HeaderId.RecordRoute], out var route) ? route.Uri : default : ContactUri(invite));

    internal static bool IsSips(ReadOnlySpan<byte> uri) => uri.Length > 5 && System.Text.Ascii.EqualsIgnoreCase(uri[..5], "sips:"u8);

    /// <summary>Call-ID and remote tag are the dialog's; the local tag found it.</summary>
    public bool Matches(SipMessage request) =>
        request.CallId.SequenceEqual(CallId) && request.FromTag.SequenceEqual(RemoteTag);

    /// <summary>Takes over a new Contact; false when the message has none (§12.2.1.2, §12.2.2).</summary>
    public bool RefreshTarget(SipMessage message)
    {
        var contact = ContactUri(message);
        if (contact.IsEmpty || contact.SequenceEqual(RemoteTarget))
            return false;
        RemoteTarget = contact.ToArray();
        return true;
    }

    /// <summary>The URI in the first Contact; empty when there is none.</summary>
    public static ReadOnlySpan<byte> ContactUri(SipMessage message)
    {
        foreach (var value in message.Values(HeaderId.Contact))
            return NameAddrView.TryParse(value, out var contact) ? contact.Uri : default;
        return default;
    }

    private static byte[]? AnswerTo(SipMessage message) =>
        message.Has(HeaderId.SessionId) && SessionIdView.TryParse(message[HeaderId.SessionId], out var session) ? session.Answer() : null;

    private static byte[][] Routes(SipMessage message, bool reversed)
    {
        if (!message.Has(HeaderId.RecordRoute))
            return [];
        var routes = new List<byte[]>();
        foreach (var value in message.Values(HeaderId.RecordRoute))
            routes.Add(value.ToArray());
        if (reversed)
            routes.Reverse();
        return [.. routes];
    }
}
