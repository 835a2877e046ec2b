using PbxBridge.Routing.Hunting;
using PbxBridge.Routing.Plans;
using PbxBridge.Trunks;

namespace PbxBridge.Calls;

/// <summary>The one table from the cause of a call's end to what the caller is told: SIP status and Q.850 (HUNT-6, §4.4, §5.5, RFC 3398 §7.2.4.1).</summary>
internal static class CauseToStatus
{
    public static (int Status, int Q850) Of(CallCause cause) => cause switch
    {
        CallCause.NoAnswer => (480, 19),
        CallCause.Busy => (486, 17),
        CallCause.Declined => (480, 21),
        CallCause.Unreachable => (480, 20),
        CallCause.Unallocated => (404, 1),
        CallCause.Incomplete => (484, 28),
        CallCause.Rejected => (403, 21),
        CallCause.Media => (488, 88),
        CallCause.Loop => (482, 25),
        CallCause.Diverted => (480, 31),
        CallCause.NotInService => (404, 1),
        CallCause.SystemBarred => (403, 21),
        CallCause.NotAuthorised => (403, 21),
        CallCause.Congestion => (503, 34),
        CallCause.DestinationOutOfOrder => (480, 38),
        CallCause.Overload => (503, 42),
        CallCause.Internal => (500, 41),
        CallCause.CallerGone => (487, 16),
        CallCause.SetupTimeout => (480, 19),
        CallCause.Cleared => (200, 16),
        CallCause.NobodyToRing => (480, 31),
        CallCause.AccountInactive => (403, 21),
        CallCause.ProfileBarred => (403, 21),
        CallCause.LimitReached => (403, 21),
        CallCause.PrivateOff => (403, 21),
        CallCause.NoFunds => (403, 21),
        CallCause.PremiumThreshold => (403, 21),
        CallCause.AnonymousRefused => (433, 24),
        _ => (480, 31),
    };

    /// <summary>The same for a caller whose own rules bar the call (§5.5): our own clients know 402, PBXs and networks do not; a trunk may want 603 for 403.</summary>
    /// <param name="trunk">That the caller came by; null for none.</param>
    public static (int Status, int Q850) OfBarred(CallCause cause, Trunk? trunk, bool ownClient) => (Of(cause), trunk) switch
    {
        _ when ownClient && cause == CallCause.NoFunds => (402, 21),
        ((403, var q850), { } through) => (through.BarResponse, q850),
        var (answer, _) => answer,
    };

    /// <summary>Text of the Reason header where the cause is more exact than its Q.850 value (§5.5); null: <see cref="TextOf(int)"/>.</summary>
    public static string? TextOf(CallCause cause) => cause switch
    {
        CallCause.ProfileBarred => "ProfileBarred",
        CallCause.LimitReached => "LimitReached",
        _ => null,
    };

    public static string TextOf(int q850) => q850 switch
    {
        1 => "Unallocated number",
        16 => "Normal call clearing",
        17 => "User busy",
        18 => "No user responding",
        19 => "No answer",
        20 => "Subscriber absent",
        21 => "Call rejected",
        22 => "Number changed",
        24 => "Call rejected due to feature at the destination",
        25 => "Exchange routing error",
        28 => "Address incomplete",
        34 => "No circuit available",
        38 => "Network out of order",
        41 => "Temporary failure",
        42 => "Switching equipment congestion",
        88 => "Incompatible destination",
        102 => "Recovery on timer expiry",
        127 => "Interworking, unspecified",
        _ => "Normal, unspecified",
    };

    /// <summary>Value of the Reason header of a final response: <c>Q.850;cause=19;text="No answer"</c> (RFC 6432).</summary>
    public static string ReasonOf(int q850, string? text = null) => $"Q.850;cause={q850};text=\"{text ?? TextOf(q850)}\"";

    /// <summary>What the record says of a leg that was given up.</summary>
    public static CallCause CauseOf(CancelReason reason, bool rang) => reason switch
    {
        CancelReason.CallerGone => CallCause.CallerGone,
        CancelReason.Diverted => CallCause.Diverted,
        CancelReason.DeclinedElsewhere => CallCause.Declined,
        _ => rang ? CallCause.NoAnswer : CallCause.Unreachable,
    };

    /// <summary>Value of the Reason header of the BYE to a leg whose answer is not wanted (HUNT-3).</summary>
    public static ReadOnlySpan<byte> ReasonOfBye(CancelReason reason) =>
        reason == CancelReason.AnsweredElsewhere ? ReasonOf(reason) : "Q.850;cause=16;text=\"Normal call clearing\""u8;

    /// <summary>Value of the Reason header of a CANCEL to a leg (HUNT-4, HUNT-5); empty when there is nothing to say.</summary>
    public static ReadOnlySpan<byte> ReasonOf(CancelReason reason) => reason switch
    {
        CancelReason.NoAnswer or CancelReason.SetupTimeout => "Q.850;cause=19;text=\"No answer\""u8,
        CancelReason.AnsweredElsewhere => "SIP;cause=200;text=\"Call completed elsewhere\""u8,
        CancelReason.DeclinedElsewhere => "SIP;cause=603;text=\"Declined\""u8,
        CancelReason.Diverted => "Q.850;cause=16;text=\"Normal call clearing\""u8,
        _ => default,
    };
}
