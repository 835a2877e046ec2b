using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Tests.Transactions;

public sealed class TransactionTableTests
{
    [Fact]
    public void Invite_client_has_the_arrows_of_RFC_6026_figure_5_and_no_others() => ArrowTable.Check<InviteClientState, InviteClientEvent>(
        """
        Calling    TimerA         -> Calling    Resend|ArmRetransmission
        Calling    TimerB         -> Terminated StopTimers|TellTimeout
        Calling    TransportError -> Terminated StopTimers|TellTransportError
        Calling    Provisional    -> Proceeding StopTimers|PassUp
        Calling    Success        -> Accepted   StopTimers|ArmLinger|PassUp
        Calling    Failure        -> Completed  StopTimers|SendAck|ArmLinger|PassUp
        Proceeding Provisional    -> Proceeding PassUp
        Proceeding Success        -> Accepted   ArmLinger|PassUp
        Proceeding Failure        -> Completed  SendAck|ArmLinger|PassUp
        Accepted   Success        -> Accepted   PassUp
        Accepted   TimerM         -> Terminated
        Completed  Failure        -> Completed  SendAck
        Completed  TransportError -> Terminated StopTimers|TellTransportError
        Completed  TimerD         -> Terminated
        """,
        InviteClientTable.On);

    [Fact]
    public void Non_invite_client_has_the_arrows_of_RFC_3261_figure_6_and_no_others() => ArrowTable.Check<NonInviteClientState, NonInviteClientEvent>(
        """
        Trying     TimerE         -> Trying     Resend|ArmRetransmission
        Trying     TimerF         -> Terminated StopTimers|TellTimeout
        Trying     TransportError -> Terminated StopTimers|TellTransportError
        Trying     Provisional    -> Proceeding PassUp
        Trying     Final          -> Completed  StopTimers|ArmLinger|PassUp
        Proceeding TimerE         -> Proceeding Resend|ArmRetransmission
        Proceeding TimerF         -> Terminated StopTimers|TellTimeout
        Proceeding TransportError -> Terminated StopTimers|TellTransportError
        Proceeding Provisional    -> Proceeding PassUp
        Proceeding Final          -> Completed  StopTimers|ArmLinger|PassUp
        Completed  TimerK         -> Terminated
        """,
        NonInviteClientTable.On);

    [Fact]
    public void Invite_server_has_the_arrows_of_RFC_6026_figure_7_and_no_others() => ArrowTable.Check<InviteServerState, InviteServerEvent>(
        """
        Proceeding Retransmission  -> Proceeding Resend
        Proceeding SendProvisional -> Proceeding SendResponse
        Proceeding SendSuccess     -> Accepted   SendResponse|ArmLinger
        Proceeding SendFailure     -> Completed  SendResponse|ArmRetransmission|ArmTimeout
        Accepted   SendSuccess     -> Accepted   SendResponse
        Accepted   Ack             -> Accepted   PassUp
        Accepted   TimerL          -> Terminated
        Completed  Retransmission  -> Completed  Resend
        Completed  TimerG          -> Completed  Resend|ArmRetransmission
        Completed  Ack             -> Confirmed  StopTimers|ArmLinger
        Completed  TimerH          -> Terminated StopTimers|TellTimeout
        Confirmed  TimerI          -> Terminated
        """,
        InviteServerTable.On);

    [Fact]
    public void Non_invite_server_has_the_arrows_of_RFC_3261_figure_8_and_no_others() => ArrowTable.Check<NonInviteServerState, NonInviteServerEvent>(
        """
        Trying     SendProvisional -> Proceeding SendResponse
        Trying     SendFinal       -> Completed  SendResponse|ArmLinger
        Proceeding Retransmission  -> Proceeding Resend
        Proceeding SendProvisional -> Proceeding SendResponse
        Proceeding SendFinal       -> Completed  SendResponse|ArmLinger
        Completed  Retransmission  -> Completed  Resend
        Completed  TimerJ          -> Terminated
        """,
        NonInviteServerTable.On);
}
