namespace PbxBridge.Sip.Transactions;

/// <summary>What a transaction does on an arrow of its machine, in the order of the members.</summary>
[Flags]
internal enum Act : ushort
{
    None = 0,

    /// <summary>Stop timers A or E (G) and B or F (H).</summary>
    StopTimers = 1,

    /// <summary>Send the response that the event carries and keep it for retransmissions.</summary>
    SendResponse = 2,

    /// <summary>Send again what was sent last: the request, or the last response.</summary>
    Resend = 4,

    /// <summary>Build (once) and send the ACK for a 300–699 (RFC 3261 §17.1.1.3).</summary>
    SendAck = 8,

    /// <summary>Arm the retransmission timer anew: A, E, G. Unreliable transports only.</summary>
    ArmRetransmission = 16,

    /// <summary>Arm the time-out: H.</summary>
    ArmTimeout = 32,

    /// <summary>Arm the last wait: D, I, J, K (zero over reliable transports), L or M.</summary>
    ArmLinger = 64,

    /// <summary>Hand the message to the transaction user.</summary>
    PassUp = 128,

    TellTimeout = 256,
    TellTransportError = 512,
}

/// <summary>One arrow: where it leads and what is done on the way.</summary>
internal readonly record struct Step<TState>(TState Next, Act Act)
    where TState : struct, Enum;
