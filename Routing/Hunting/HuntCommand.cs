using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Hunting;

/// <summary>What the hunt wants done.</summary>
public abstract record HuntCommand
{
    private HuntCommand()
    {
    }

    /// <summary>Start a leg to <paramref name="Destination"/>. A destination with several contacts becomes one leg each: the program reports them under
    /// this one id and only answers or fails once.</summary>
    /// <param name="Diversion">Why the call comes here, when not by the caller's own dialling; else null.</param>
    public sealed record Invite(LegId Leg, RingTarget Target, Destination Destination, Diversion? Diversion, bool RelayEarlyMedia) : HuntCommand;

    public sealed record CancelLeg(LegId Leg, CancelReason Reason) : HuntCommand;

    /// <summary>An answered leg that lost: BYE.</summary>
    public sealed record HangUp(LegId Leg, CancelReason Reason) : HuntCommand;

    /// <summary>Arms the timer, again if it runs.</summary>
    public sealed record StartTimer(HuntTimer Timer, TimeSpan For) : HuntCommand;

    public sealed record StopTimer(HuntTimer Timer) : HuntCommand;

    /// <summary>Tell the caller once that it rings (180; one early dialog for the whole hunt). Comes also when the leg relays its early media: then the
    /// relayed response says it.</summary>
    public sealed record TellRinging : HuntCommand;

    /// <summary>Tell the caller that his call is being forwarded (181).</summary>
    /// <param name="By">Who sends it on, and why.</param>
    public sealed record TellForwarded(PhoneNumber To, Diversion By) : HuntCommand;

    /// <summary>The leg was answered: ask whoever is there to press 1 (FAKE-1 d); <see cref="HuntEvent.Replied"/> comes back. The caller goes on hearing that it rings.</summary>
    public sealed record AskToTake(LegId Leg) : HuntCommand;

    /// <summary>A member of a line could not be reached; what <c>isOutOfReach</c> is answered from.</summary>
    public sealed record OutOfReach(PhoneNumber Member) : HuntCommand;

    /// <summary>Answer the caller with this leg. Sent at most once.</summary>
    public sealed record Connect(LegId Leg) : HuntCommand;

    /// <param name="Because">The first failure; chooses the greeting (busy, no answer, unreachable).</param>
    public sealed record OpenVoicemail(MailboxId Mailbox, CallCause Because) : HuntCommand;

    public sealed record OpenVoicemailMenu(MailboxId? Mailbox) : HuntCommand;

    /// <inheritdoc cref="PlanStep.TopUp"/>
    public sealed record OpenTopUp(string Company, string Account, string? Code) : HuntCommand;

    public sealed record Announce(AnnouncementId What) : HuntCommand;

    /// <summary>Refuse the caller: the final response.</summary>
    public sealed record Reject(CallCause Cause) : HuntCommand;

    /// <summary>A line for the call flow: a member was skipped, a round begins.</summary>
    public sealed record Note(DecisionStep Step) : HuntCommand;
}

/// <summary>Why and by whom a call was sent on (domain §3.3).</summary>
public readonly record struct Diversion(PhoneNumber By, DiversionReason Reason);

public enum DiversionReason
{
    /// <summary>A company line to its member: a service number translated (cause 380).</summary>
    ServiceNumber,
    NoAnswer,
    Busy,
    Unreachable,
    Declined,
    Unconditional,
}

/// <summary>Why a leg is cancelled or hung up; the program writes the Reason header.</summary>
public enum CancelReason
{
    /// <summary>Ring time over: the phone should log a missed call (Q.850 19).</summary>
    NoAnswer,

    /// <summary>Another device of the same person answered (RFC 3326: SIP;cause=200).</summary>
    AnsweredElsewhere,

    CallerGone,

    /// <summary>A voicemail or forwarding took it (D8).</summary>
    Diverted,

    /// <summary>The time of the line or of the whole set-up is over.</summary>
    SetupTimeout,

    /// <summary>The person declined on another device (RFC 3326: SIP;cause=603): no missed call.</summary>
    DeclinedElsewhere,
}
