namespace PbxBridge.Sip.Transactions;

/// <summary>The timer values of RFC 3261 §17 and annex A, in milliseconds.</summary>
/// <param name="T1">Round-trip estimate.</param>
/// <param name="T2">Largest interval between retransmissions of non-INVITE requests and of responses.</param>
/// <param name="T4">How long a message may stay in the network.</param>
public sealed record SipTimers(long T1, long T2, long T4)
{
    public static readonly SipTimers Standard = new(500, 4_000, 5_000);

    /// <summary>64·T1: timers B, F, H, J, L, M and the wait for an ACK or a PRACK.</summary>
    public long SixtyFourT1 => 64 * T1;

    /// <summary>Timer D: at least 32 s over unreliable transports.</summary>
    public long D => Math.Max(32_000, SixtyFourT1);
}
