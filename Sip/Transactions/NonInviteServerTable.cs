namespace PbxBridge.Sip.Transactions;

internal enum NonInviteServerState : byte
{
    Trying,
    Proceeding,
    Completed,
    Terminated,
}

internal enum NonInviteServerEvent : byte
{
    Retransmission,
    SendProvisional,
    SendFinal,
    TimerJ,
}

/// <summary>The non-INVITE server transaction: RFC 3261 §17.2.2 (figure 8), one line per arrow. The arrows of transport
/// errors are left out: a request that came again after one would be executed twice.</summary>
internal static class NonInviteServerTable
{
    public static Step<NonInviteServerState> On(NonInviteServerState state, NonInviteServerEvent e) => (state, e) switch
    {
        (NonInviteServerState.Trying, NonInviteServerEvent.Retransmission) => new(NonInviteServerState.Trying, Act.None),
        (NonInviteServerState.Trying, NonInviteServerEvent.SendProvisional) => new(NonInviteServerState.Proceeding, Act.SendResponse),
        (NonInviteServerState.Trying, NonInviteServerEvent.SendFinal) => new(NonInviteServerState.Completed, Act.SendResponse | Act.ArmLinger),

        (NonInviteServerState.Proceeding, NonInviteServerEvent.Retransmission) => new(NonInviteServerState.Proceeding, Act.Resend),
        (NonInviteServerState.Proceeding, NonInviteServerEvent.SendProvisional) => new(NonInviteServerState.Proceeding, Act.SendResponse),
        (NonInviteServerState.Proceeding, NonInviteServerEvent.SendFinal) => new(NonInviteServerState.Completed, Act.SendResponse | Act.ArmLinger),

        (NonInviteServerState.Completed, NonInviteServerEvent.Retransmission) => new(NonInviteServerState.Completed, Act.Resend),
        (NonInviteServerState.Completed, NonInviteServerEvent.TimerJ) => new(NonInviteServerState.Terminated, Act.None),

        _ => new(state, Act.None),
    };
}
