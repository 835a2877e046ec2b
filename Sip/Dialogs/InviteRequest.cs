using PbxBridge.Sip.Digest;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Dialogs;

/// <summary>What an outgoing INVITE is made of.</summary>
public sealed record InviteRequest
{
    private ReadOnlyMemory<byte> _sdp;
    private IHeaderSource? _headers;
    private DigestClient? _credentials;
    private BodyPart? _attachment;
    private InviteRequest? _plainer;

    public required byte[] RequestUri { get; init; }

    /// <summary>Value of From without a tag.</summary>
    public required byte[] From { get; init; }

    /// <summary>Value of To.</summary>
    public required byte[] To { get; init; }

    /// <summary>Made by <see cref="UserAgentCore.NewCallId"/>; null: one is made. Given when the messages of the leg are to be found by it from the first on.</summary>
    public byte[]? CallId { get; init; }

    /// <summary>Values of Route, first hop first; empty for none.</summary>
    public byte[][] Route { get; init; } = [];

    public required Flow Flow { get; init; }

    /// <summary>In-dialog requests go back to where the answers come from, whatever the Contact says.</summary>
    public bool SymmetricFlow { get; init; }

    /// <summary>Carried over from the caller's leg, one less (LOOP-1).</summary>
    public int MaxForwards { get; init; } = 70;

    /// <summary>Value of Session-ID (RFC 7989); null for none.</summary>
    public byte[]? SessionId { get; init; }

    /// <summary>The offer; empty makes an INVITE without one, whose answer comes with the ACK.</summary>
    public ReadOnlyMemory<byte> Sdp
    {
        get => _sdp;
        init => _sdp = value;
    }

    public IHeaderSource? Headers
    {
        get => _headers;
        init => _headers = value;
    }

    /// <summary>For a peer that challenges us; null gives up on a challenge.</summary>
    public DigestClient? Credentials
    {
        get => _credentials;
        init => _credentials = value;
    }

    /// <summary>What the body holds beside the offer; null for nothing.</summary>
    public BodyPart? Attachment
    {
        get => _attachment;
        init => _attachment = value;
    }

    /// <summary>Sent instead, once, when the peer refuses this one for what it asks or how it looks; null: its refusal counts.</summary>
    public InviteRequest? Plainer
    {
        get => _plainer;
        init => _plainer = value;
    }

    /// <summary>It goes to a SIPS URI: our Contact is one, too (RFC 3261 §8.1.1.8).</summary>
    internal bool IsSecure => DialogState.IsSips(RequestUri);

    /// <summary>After the outcome: lets go of what only the INVITE itself needs.</summary>
    internal void Forget() => (_sdp, _headers, _credentials, _attachment, _plainer) = (default, null, null, null, null);
}
