using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>One instruction of a call plan. The plan is a small program: steps in order, run by <see cref="Hunting.Hunt"/>.</summary>
public abstract record PlanStep
{
    private PlanStep()
    {
    }

    /// <summary>Rings one person. What the outcome leads to is in <paramref name="Onward"/>; an outcome that is not there ends the call.</summary>
    /// <param name="Target">Whom to ring.</param>
    /// <param name="For">From the first sign of ringing; then the legs are cancelled and the outcome is <see cref="CallCause.NoAnswer"/>.</param>
    /// <param name="Onward">First match wins.</param>
    /// <param name="RelayEarlyMedia">True when nothing can follow this step: the far side's ringback and announcements reach the caller (EM-3).</param>
    public sealed record Ring(RingTarget Target, TimeSpan For, ImmutableArray<Onward> Onward, bool RelayEarlyMedia) : PlanStep;

    /// <summary>Rings the members of a company line one at a time, in rounds, until one answers or <paramref name="Total"/> is used up (§4.3, D3);
    /// then goes on with the next step.</summary>
    /// <param name="Line">The line's own number.</param>
    /// <param name="Members">In the order of the first round; who is in a call when it is his turn is left out of that round (HUNT-2).</param>
    /// <param name="Shuffle">True: every later round is a fresh permutation.</param>
    /// <param name="Seed">Makes the permutations of later rounds reproducible.</param>
    public sealed record RingLine(
        PhoneNumber Line, ImmutableArray<RingTarget> Members, bool Shuffle, ulong Seed, TimeSpan RingFor, TimeSpan Total) : PlanStep
    {
        /// <summary>Whose forward leads here; null when the line was called, or another line overflows into it.</summary>
        public PhoneNumber? Diverting { get; init; }

        /// <summary>At most so many rounds; 0: until <paramref name="Total"/> is used up.</summary>
        public int Rounds { get; init; }

        /// <summary>A member who answers is asked whether he takes the call, and is connected when he presses 1 (FAKE-1 d).</summary>
        public bool AsksToTake { get; init; }

        /// <summary>Who takes this call, and when it ends, decides the order of the next ones.</summary>
        public bool KeepsTurns { get; init; }
    }

    /// <summary>Answers the call with the greeting of the mailbox and records a message.</summary>
    public sealed record Voicemail(MailboxId Mailbox) : PlanStep;

    /// <summary>Answers the call with the mailbox menu (dialled 500).</summary>
    /// <param name="Mailbox">The caller's own mailbox; null asks for the extension first.</param>
    public sealed record VoicemailMenu(MailboxId? Mailbox) : PlanStep;

    /// <summary>Answers the call, tops up an account and says what came of it (VCH-5).</summary>
    /// <param name="Account">Whose, as the store names it.</param>
    /// <param name="Code">Of the voucher, as dialled; null asks for it. Money: never written anywhere.</param>
    public sealed record TopUp(string Company, string Account, string? Code) : PlanStep;

    /// <summary>Plays an announcement as early media, then ends the call.</summary>
    public sealed record Announce(AnnouncementId What, CallCause Then) : PlanStep;

    /// <summary>Ends the call. Null: with the cause that the earlier steps add up to (HUNT-6, §4.4).</summary>
    public sealed record Reject(CallCause? Cause) : PlanStep;
}

/// <summary>Where a <see cref="PlanStep.Ring"/> goes on after a failure.</summary>
/// <param name="On">The outcomes that lead there.</param>
/// <param name="Step">Index in <see cref="CallPlan.Steps"/>.</param>
public readonly record struct Onward(OutcomeSet On, int Step);

/// <summary>A set of the failures of §4.2 that a plan tells apart.</summary>
[Flags]
public enum OutcomeSet
{
    None = 0,
    NoAnswer = 1,
    Busy = 2,
    Unreachable = 4,
    Declined = 8,

    /// <summary>Everything else: invalid number, rejected, media, loop. A diverted call matches this and <see cref="NoAnswer"/> (D8).</summary>
    Other = 16,
    Any = NoAnswer | Busy | Unreachable | Declined | Other,
}

/// <summary>Id of a prompt: <c>A04</c> and the like (domain §5.5), resolved to a sound file by the program.</summary>
public readonly record struct AnnouncementId(string Value);
