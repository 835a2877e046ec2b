using System.Collections.Immutable;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Storage.Calls;

/// <summary>What is remembered of one call, answered or not (domain §6.4, CDR-2). Written once; times are UTC and kept to the millisecond.</summary>
public sealed record CallRecord
{
    /// <summary>From <see cref="CallIdSource"/>; sorts by time. A second record with the same id is ignored.</summary>
    public required string Id { get; init; }

    /// <summary>Null when no company was involved.</summary>
    public string? Company { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>First 18x that was passed to the caller; null when it never rang.</summary>
    public DateTimeOffset? RingingAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>E.164 where known, else what the caller's side said; <c>anonymous</c> when it said nothing.</summary>
    public required string CallerNumber { get; init; }

    /// <summary>What the called person saw; null = anonymous or nobody was called.</summary>
    public string? CallerShown { get; init; }

    /// <summary>As dialled.</summary>
    public required string Dialled { get; init; }

    /// <summary>After translation; null when the digits led to no number.</summary>
    public PhoneNumber? Called { get; init; }

    public required NumberClass NumberClass { get; init; }
    public required CallDirection Direction { get; init; }

    /// <summary>Null = a registered softphone.</summary>
    public string? InTrunk { get; init; }

    /// <summary>Trunk of the leg that answered, else of the last one; null = a softphone, the bridge itself, or none.</summary>
    public string? OutTrunk { get; init; }

    public CallService Service { get; init; } = CallService.Basic;

    /// <summary>Number of the person, or <c>voicemail</c>; null when nobody answered.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary><see cref="CallCause.Cleared"/> for a call that was answered and ended in the normal way.</summary>
    public required CallCause Outcome { get; init; }

    public CallResult Result => CallResults.Of(AnsweredAt, Outcome);

    /// <summary>Final status sent to the caller.</summary>
    public required int SipStatus { get; init; }

    /// <summary>Cause of ITU-T Q.850, when one was received or sent.</summary>
    public int? Q850 { get; init; }

    public required ReleasedBy ReleasedBy { get; init; }

    /// <summary>Of a private call the number of the other side is masked when it is written; of one that is paid from the employee's own account the company sees
    /// nothing (D9).</summary>
    public Billing Billing { get; init; }

    /// <summary>On writing a private call: numbers to be masked beside <see cref="Called"/> and <see cref="Dialled"/>, such as those that the call was forwarded to.
    /// </summary>
    public ImmutableArray<string> PrivateNumbers { get; init; } = [];

    /// <summary>On writing: ids of other companies whose call it is, too: that of the called number, and of whom it rang.</summary>
    public ImmutableArray<string> Guests { get; init; } = [];

    /// <summary>On writing: what each charged leg costs. Empty = one leg that nobody pays for.</summary>
    public ImmutableArray<LegCharge> Charges { get; init; } = [];

    /// <summary>On writing: it has handed over a part with an <see cref="OpenCall"/>, which is forgotten now.</summary>
    public bool WasOpen { get; init; }

    /// <summary>The call out of which a transfer has made this one; null for one that was dialled.</summary>
    public string? Parent { get; init; }

    /// <summary>Where the caller was when the call was set up, as far as it counts for the price (AREA-5). Location data: nothing but the zone is for customers (AREA-8).
    /// </summary>
    public CallerPlace Place { get; init; } = CallerPlace.Unknown;

    /// <summary>What the signalling said beside that.</summary>
    public CallSignals Signals { get; init; } = CallSignals.None;

    /// <summary>Who talked with whom, when a transfer has changed that; empty: the caller with the one who answered, from the answer to the end.</summary>
    public ImmutableArray<CallTalk> Talks { get; init; } = [];

    /// <summary>Every leg that was tried, in order.</summary>
    public ImmutableArray<CallAttempt> Attempts { get; init; } = [];

    public DecisionTape Decisions { get; init; } = [];

    /// <summary>The messages of all legs in order; may be cut, see <see cref="StoreOptions.FlowBytes"/>. On writing only without <see cref="Packed"/>.</summary>
    public ImmutableArray<FlowEvent> Flow { get; init; } = [];

    /// <summary>On writing: the messages as the live call gathered them, instead of <see cref="Flow"/>; the writer gives it back to its pool.</summary>
    public PackedFlow? Packed { get; init; }
}
