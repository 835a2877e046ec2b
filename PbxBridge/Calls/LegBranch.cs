using PbxBridge.Media.Sdp;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>One INVITE of a leg: to one trunk address or one contact.</summary>
internal sealed class LegBranch(CallLeg leg, string peer) : IInviteUacUser
{
    private static readonly string[] s_directions = ["sendrecv", "sendonly", "recvonly", "inactive"];

    private InviteUac? _uac;

    /// <summary>Where it goes, for the record and the ladder.</summary>
    public string Peer { get; } = peer;

    public required CallSide Side { get; init; }

    /// <summary>Call-ID of its INVITE; null before that is sent.</summary>
    public byte[]? CallId { get; set; }

    /// <summary>What its INVITE said of the call's history, until the answer.</summary>
    public LegHeaders? Told { get; set; }

    /// <summary>How far the far side may fork it (RFC 5393 §5.3).</summary>
    public required int MaxBreadth { get; init; }

    /// <summary>A provisional response other than 100 came.</summary>
    public bool Rang { get; private set; }

    public bool IsOver { get; private set; }

    /// <summary>The 2xx, while the hunt decides what becomes of it.</summary>
    public SipMessage? Answer { get; set; }

    /// <summary>The last provisional response with a description.</summary>
    public SipMessage? EarlyAnswer { get; set; }

    /// <summary>The provisional response that already brought the answer of a 2xx without one (RFC 3262 §5); null when none of the same dialog did.</summary>
    public SipMessage? EarlyAnswerOf(SipMessage success) =>
        EarlyAnswer is { } early && early.ToTag.SequenceEqual(success.ToTag) ? early : null;

    /// <summary>What the caller is told of the callee's media: the description of the 2xx, or of the provisional response before it.</summary>
    public ReadOnlySpan<byte> DescriptionIn(SipMessage success) =>
        PickedUpWith is { } agreed ? agreed : (success.Sdp.IsEmpty || HasUpdated ? EarlyAnswerOf(success) ?? success : success).Sdp;

    /// <summary>Somebody took the call by an INVITE of his own (RFC 3891 §3): what he and the caller have in common; null for an answer.</summary>
    public byte[]? PickedUpWith { get; init; }

    /// <summary>The callee's media is known already, and later than what his answer says of it.</summary>
    public bool HasUpdated { get; private set; }

    /// <summary>Of the leg that it belongs to.</summary>
    public CallLeg Leg => leg;

    /// <summary>The direction in which the network there lets early media flow (RFC 5009 §8), as it said last; null when it did not.</summary>
    public string? EarlyMedia { get; private set; }

    /// <summary>What the callee sends before he answers may be heard.</summary>
    public bool IsHeard => EarlyMedia is null or "sendrecv" or "sendonly";

    /// <summary>Something came back, be it only 100.</summary>
    public bool HasSign => Rang || _uac is { IsProceeding: true };

    public void Start(UserAgentCore core, InviteRequest request) => _uac = core.Invite(request, this);

    public void Cancel(ReadOnlySpan<byte> reason) => _uac?.Cancel(reason);

    void IInviteUacUser.Provisional(InviteUac uac, SipMessage response)
    {
        Rang = true;
        if (leg.Trunk is { Trusted: true } && response.Has(HeaderId.PEarlyMedia))
            EarlyMedia = DirectionIn(response) ?? EarlyMedia;
        leg.BranchProvisional(this, response);
    }

    ReadOnlyMemory<byte> IInviteUacUser.OfferReceived(InviteUac uac, SipMessage update)
    {
        if (EarlyAnswer is not { } early || !early.ToTag.SequenceEqual(update.FromTag)
            || !SessionDescription.TryParse(early.Sdp, out var agreed, out _) || !Side.Media.TryRead(update.Sdp, out var offer)
            || Side.Media.AnswerAgain(offer, agreed, leg.CallerDirection, update.Sdp) is not { } answer)
            return default;
        HasUpdated = true;
        return answer;
    }

    void IInviteUacUser.Answered(InviteUac uac, InviteSession session, SipMessage response)
    {
        Rang = true;
        _uac = null;
        Side.Session = session;
        session.Attach(Side);
        leg.BranchAnswered(this, response);
    }

    void IInviteUacUser.Failed(InviteUac uac, int status, SipMessage? response)
    {
        IsOver = true;
        _uac = null;
        Side.Dispose();
        leg.BranchFailed(this, status, response);
    }

    // The first direction counts: there is one media line that is relayed.
    private static string? DirectionIn(SipMessage response)
    {
        foreach (var value in response.Values(HeaderId.PEarlyMedia))
        {
            foreach (var direction in s_directions)
            {
                if (System.Text.Ascii.EqualsIgnoreCase(value, direction))
                    return direction;
            }
        }
        return null;
    }
}
