using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>One person or number to ring. All destinations ring together: they are the same person (mobile and softphones).</summary>
/// <param name="Number">The person's number; identifies the target in the visited set and in the record.</param>
/// <param name="Name">Display name, or null.</param>
/// <param name="Caller">What this target is shown of the caller (§2.3).</param>
/// <param name="Diverting">Who sent the call here when that is not the caller: the company line or the personal line's owner; else null.</param>
public sealed record RingTarget(
    PhoneNumber Number,
    string? Name,
    ImmutableArray<Destination> Destinations,
    CallerPresentation Caller,
    PhoneNumber? Diverting = null)
{
    /// <summary>What this target is shown of the one who transfers the call to it (Referred-By); null when it is no transfer.</summary>
    public CallerPresentation? ReferredBy { get; init; }

    /// <summary>What the caller is shown of this target when it answers: its extension, as it is shown his (PRES-5); null: its number.</summary>
    public string? Extension { get; init; }

    /// <summary>What this leg costs somebody besides the caller: who forwards to it, or the company line whose overflow it is (HUNT-9). Null: nobody, the leg is
    /// part of the caller's call.</summary>
    public Quote? Quote { get; init; }

    /// <summary>He is not to be disturbed: nothing rings, and he counts as busy (domain §4.5).</summary>
    public bool DoNotDisturb { get; init; }

    /// <summary>As a member of a line, how long he rings; zero: as long as the line says.</summary>
    public TimeSpan RingFor { get; init; }

    /// <summary>The call comes here by a forward that <see cref="Diverting"/> has set.</summary>
    public bool IsForward { get; init; }
}

/// <summary>A place where a target can be reached; each becomes one leg.</summary>
public abstract record Destination
{
    private Destination()
    {
    }

    /// <summary>Through a trunk. Failover among the trunk's addresses is the program's (TRK-7).</summary>
    /// <param name="Trunk">Id of the trunk.</param>
    /// <param name="Number">Goes into the Request-URI.</param>
    public sealed record ByTrunk(string Trunk, PhoneNumber Number) : Destination
    {
        /// <summary>The trunk leads into a mobile network, which takes longer to find a phone: the longer T_prov.</summary>
        public bool Mobile { get; init; }

        /// <summary>The emergency service behind the number, for a trunk that takes it: <c>urn:service:sos.fire</c> (RFC 5031). Null: it is none, or has no such name.</summary>
        public string? Service { get; init; }
    }

    /// <summary>Every contact that this softphone user has registered, at most five.</summary>
    public sealed record ByRegistration(string Company, string User) : Destination;
}

/// <summary>What one callee is shown of the caller.</summary>
/// <param name="Shown">User part of From: an extension or a number; null for anonymous.</param>
/// <param name="ShownContext">The private domain when <paramref name="Shown"/> is an extension (phone-context), else null.</param>
/// <param name="Name">Display name, or null.</param>
/// <param name="Asserted">P-Asserted-Identity; null when nothing can be asserted.</param>
/// <param name="Private">Privacy was asked for: an untrusted peer gets no identity, a trusted one gets it with <c>Privacy: id</c>.</param>
public sealed record CallerPresentation(string? Shown, string? ShownContext, string? Name, PhoneNumber? Asserted, bool Private)
{
    /// <summary>Stands before the name in From: by which company line the call comes (§2.3). Null: nothing.</summary>
    public string? Prefix { get; init; }
}
