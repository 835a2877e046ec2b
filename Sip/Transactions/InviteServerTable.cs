namespace PbxBridge.Sip.Transactions;

internal enum InviteServerState : byte
{
    Proceeding,
    Accepted,
    Completed,
    Confirmed,
    Terminated,
}

internal enum InviteServerEvent : byte
{
    Retransmission,
    SendProvisional,
    SendSuccess,
    SendFailure,
    Ack,
    TimerG,
    TimerH,
    TimerI,
    TimerL,
}

/// <summary>The INVITE server transaction: RFC 3261 §17.2.1 as changed by RFC 6026 (its figure 7), one line per arrow. The arrows of
/// transport errors are left out: the program has nothing to do about a lost response that timers G, H and L do not do already.</summary>
internal static class InviteServerTable
{
    public static Step<InviteServerState> On(InviteServerState state, InviteServerEvent e) => (state, e) switch
    {
        (InviteServerState.Proceeding, InviteServerEvent.Retransmission) => new(InviteServerState.Proceeding, Act.Resend),
        (InviteServerState.Proceeding, InviteServerEvent.SendProvisional) => new(InviteServerState.Proceeding, Act.SendResponse),
        (InviteServerState.Proceeding, InviteServerEvent.SendSuccess) => new(InviteServerState.Accepted, Act.SendResponse | Act.ArmLinger),
        (InviteServerState.Proceeding, InviteServerEvent.SendFailure) =>
            new(InviteServerState.Completed, Act.SendResponse | Act.ArmRetransmission | Act.ArmTimeout),

        (InviteServerState.Accepted, InviteServerEvent.Retransmission) => new(InviteServerState.Accepted, Act.None),
        (InviteServerState.Accepted, InviteServerEvent.SendSuccess) => new(InviteServerState.Accepted, Act.SendResponse),
        (InviteServerState.Accepted, InviteServerEvent.Ack) => new(InviteServerState.Accepted, Act.PassUp),
        (InviteServerState.Accepted, InviteServerEvent.TimerL) => new(InviteServerState.Terminated, Act.None),

        (InviteServerState.Completed, InviteServerEvent.Retransmission) => new(InviteServerState.Completed, Act.Resend),
        (InviteServerState.Completed, InviteServerEvent.TimerG) => new(InviteServerState.Completed, Act.Resend | Act.ArmRetransmission),
        (InviteServerState.Completed, InviteServerEvent.Ack) => new(InviteServerState.Confirmed, Act.StopTimers | Act.ArmLinger),
        (InviteServerState.Completed, InviteServerEvent.TimerH) => new(InviteServerState.Terminated, Act.StopTimers | Act.TellTimeout),

        (InviteServerState.Confirmed, InviteServerEvent.TimerI) => new(InviteServerState.Terminated, Act.None),

        _ => new(state, Act.None),
    };
}
