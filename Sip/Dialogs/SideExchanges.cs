using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Dialogs;

/// <summary>What may pass within a session beside its offers and its end: INFO, REFER, and the question whether the peer is still there. Most sessions have none of it.</summary>
internal sealed class SideExchanges(UserAgentCore core, InviteSession session)
{
    private InfoExchange? _info;
    private ReferExchange? _refers;
    private PeerProbe? _probe;

    public InfoExchange Info => _info ??= new InfoExchange(core, session);

    public ReferExchange Refers => _refers ??= new ReferExchange(core, session);

    public void AnswerInfo(int status) => _info?.Answer(status);

    /// <inheritdoc cref="InviteSession.Probe"/>
    public void Probe()
    {
        if (_probe is { IsRunning: true })
            return;
        _probe = new PeerProbe(session);
        new DialogRequest(core, session.Dialog, SipMethod.Options, _probe).Send();
    }

    public void End() => _info?.End();
}
