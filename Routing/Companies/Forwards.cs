using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Companies;

/// <summary>Where an employee's calls go instead, as he has set it here: inside the network or outside (domain §4.5). His mobile network's own forwards are another matter (PL-2).</summary>
public sealed record Forwards
{
    /// <summary>All calls, without ringing him (CFU).</summary>
    public PhoneNumber? Always { get; init; }

    /// <summary>Busy or do not disturb (CFB).</summary>
    public PhoneNumber? Busy { get; init; }

    /// <summary>Rang for <see cref="RingFor"/> (CFNR).</summary>
    public PhoneNumber? NoAnswer { get; init; }

    /// <summary>Off, out of reach, or not to be connected (CFNRc).</summary>
    public PhoneNumber? Unreachable { get; init; }

    /// <summary>How long he rings before <see cref="NoAnswer"/>: 5 to 60 s in steps of 5.</summary>
    public TimeSpan RingFor { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Those that are set, with their names in a company file and the outcome that leads there; <see cref="OutcomeSet.Any"/> for all calls.</summary>
    internal IEnumerable<(string Name, OutcomeSet On, PhoneNumber To)> Set()
    {
        if (Always is { } always)
            yield return ("always", OutcomeSet.Any, always);
        if (Busy is { } busy)
            yield return ("busy", OutcomeSet.Busy, busy);
        if (NoAnswer is { } noAnswer)
            yield return ("noAnswer", OutcomeSet.NoAnswer, noAnswer);

        // What is none of these counts as not reachable, as for a personal line: an unknown SIM, a refusal, no codec.
        if (Unreachable is { } unreachable)
            yield return ("unreachable", OutcomeSet.Unreachable | OutcomeSet.Other, unreachable);
    }
}
