namespace PbxBridge.Sip.Transactions;

internal enum InviteClientState : byte
{
    Calling,
    Proceeding,
    Accepted,
    Completed,
    Terminated,
}

internal enum InviteClientEvent : byte
{
    Provisional,
    Success,
    Failure,
    TimerA,
    TimerB,
    TimerD,
    TimerM,
    TransportError,
}

/// <summary>The INVITE client transaction: RFC 3261 §17.1.1 as changed by RFC 6026 (its figure 5), one line per arrow.</summary>
internal static class InviteClientTable
{
    public static Step<InviteClientState> On(InviteClientState state, InviteClientEvent e) => (state, e) switch
    {
        (InviteClientState.Calling, InviteClientEvent.TimerA) => new(InviteClientState.Calling, Act.Resend | Act.ArmRetransmission),
        (InviteClientState.Calling, InviteClientEvent.TimerB) => new(InviteClientState.Terminated, Act.StopTimers | Act.TellTimeout),
        (InviteClientState.Calling, InviteClientEvent.TransportError) => new(InviteClientState.Terminated, Act.StopTimers | Act.TellTransportError),
        (InviteClientState.Calling, InviteClientEvent.Provisional) => new(InviteClientState.Proceeding, Act.StopTimers | Act.PassUp),
        (InviteClientState.Calling, InviteClientEvent.Success) => new(InviteClientState.Accepted, Act.StopTimers | Act.ArmLinger | Act.PassUp),
        (InviteClientState.Calling, InviteClientEvent.Failure) => new(InviteClientState.Completed, Act.StopTimers | Act.SendAck | Act.ArmLinger | Act.PassUp),

        (InviteClientState.Proceeding, InviteClientEvent.Provisional) => new(InviteClientState.Proceeding, Act.PassUp),
        (InviteClientState.Proceeding, InviteClientEvent.Success) => new(InviteClientState.Accepted, Act.ArmLinger | Act.PassUp),
        (InviteClientState.Proceeding, InviteClientEvent.Failure) => new(InviteClientState.Completed, Act.SendAck | Act.ArmLinger | Act.PassUp),

        (InviteClientState.Accepted, InviteClientEvent.Success) => new(InviteClientState.Accepted, Act.PassUp),
        (InviteClientState.Accepted, InviteClientEvent.TimerM) => new(InviteClientState.Terminated, Act.None),

        (InviteClientState.Completed, InviteClientEvent.Failure) => new(InviteClientState.Completed, Act.SendAck),
        (InviteClientState.Completed, InviteClientEvent.TransportError) => new(InviteClientState.Terminated, Act.StopTimers | Act.TellTransportError),
        (InviteClientState.Completed, InviteClientEvent.TimerD) => new(InviteClientState.Terminated, Act.None),

        _ => new(state, Act.None),
    };
}
