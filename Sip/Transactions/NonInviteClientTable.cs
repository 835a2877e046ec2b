namespace PbxBridge.Sip.Transactions;

internal enum NonInviteClientState : byte
{
    Trying,
    Proceeding,
    Completed,
    Terminated,
}

internal enum NonInviteClientEvent : byte
{
    Provisional,
    Final,
    TimerE,
    TimerF,
    TimerK,
    TransportError,
}

/// <summary>The non-INVITE client transaction: RFC 3261 §17.1.2 (figure 6), one line per arrow.</summary>
internal static class NonInviteClientTable
{
    public static Step<NonInviteClientState> On(NonInviteClientState state, NonInviteClientEvent e) => (state, e) switch
    {
        (NonInviteClientState.Trying, NonInviteClientEvent.TimerE) => new(NonInviteClientState.Trying, Act.Resend | Act.ArmRetransmission),
        (NonInviteClientState.Trying, NonInviteClientEvent.TimerF) => new(NonInviteClientState.Terminated, Act.StopTimers | Act.TellTimeout),
        (NonInviteClientState.Trying, NonInviteClientEvent.TransportError) => new(NonInviteClientState.Terminated, Act.StopTimers | Act.TellTransportError),
        (NonInviteClientState.Trying, NonInviteClientEvent.Provisional) => new(NonInviteClientState.Proceeding, Act.PassUp),
        (NonInviteClientState.Trying, NonInviteClientEvent.Final) => new(NonInviteClientState.Completed, Act.StopTimers | Act.ArmLinger | Act.PassUp),

        (NonInviteClientState.Proceeding, NonInviteClientEvent.TimerE) => new(NonInviteClientState.Proceeding, Act.Resend | Act.ArmRetransmission),
        (NonInviteClientState.Proceeding, NonInviteClientEvent.TimerF) => new(NonInviteClientState.Terminated, Act.StopTimers | Act.TellTimeout),
        (NonInviteClientState.Proceeding, NonInviteClientEvent.TransportError) => new(NonInviteClientState.Terminated, Act.StopTimers | Act.TellTransportError),
        (NonInviteClientState.Proceeding, NonInviteClientEvent.Provisional) => new(NonInviteClientState.Proceeding, Act.PassUp),
        (NonInviteClientState.Proceeding, NonInviteClientEvent.Final) => new(NonInviteClientState.Completed, Act.StopTimers | Act.ArmLinger | Act.PassUp),

        (NonInviteClientState.Completed, NonInviteClientEvent.TimerK) => new(NonInviteClientState.Terminated, Act.None),

        _ => new(state, Act.None),
    };
}
