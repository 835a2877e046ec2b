using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>An early dialog of an INVITE to us that no 2xx confirms: what is heard in it ends with it (EM-2, RFC 6228).</summary>
internal sealed class AnnouncementDialog
{
    private readonly UserAgentCore _core;

    public AnnouncementDialog(UserAgentCore core, InviteUas uas, ServerTransaction transaction, SipMessage invite, ISessionUser user)
    {
        _core = core;
        Session = new InviteSession(core, DialogState.ForUas(invite, core.NewTag(), uas.From, symmetric: false), user) { Uas = uas };
        core.Register(Tag, Session);
        if (uas.IsReliable)
            Reliable = new ReliableProvisionals(uas, core, transaction);
        UnderstandsEnd = invite.ContainsToken(HeaderId.Supported, "199"u8);
    }

    public InviteSession Session { get; }

    public DialogTag Tag => Session.Dialog.LocalTag;

    /// <summary>Null when the caller does not require reliable provisional responses.</summary>
    public ReliableProvisionals? Reliable { get; }

    private bool UnderstandsEnd { get; }

    /// <summary>A 199 can tell the caller that it is over.</summary>
    public bool CanTellEnd => UnderstandsEnd && Reliable is not { IsWaiting: true };

    public void Close() => Close(_core, Session, Reliable);

    /// <summary>Ends an early dialog; a PRACK that is under way in it is still answered.</summary>
    public static void Close(UserAgentCore core, InviteSession session, ReliableProvisionals? reliable)
    {
        session.Discard();
        if (reliable is { IsWaiting: true })
            _ = new LatePrack(core, session.Dialog, reliable);
    }
}
