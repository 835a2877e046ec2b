using System.Collections.Immutable;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>What a call will do and why: the same for the live call, the explainer and the tests.</summary>
/// <param name="Company">Id of the company whose rules decided; null when none was involved.</param>
/// <param name="Called">The number after translation, or null when there is none.</param>
/// <param name="Class">Class of the called number.</param>
/// <param name="Steps">The program for the hunt; never empty.</param>
/// <param name="Decisions">The decision order of a call, step by step, with a sentence each.</param>
public sealed record CallPlan(
    string? Company,
    PhoneNumber? Called,
    NumberClass Class,
    ImmutableArray<PlanStep> Steps,
    ImmutableArray<DecisionStep> Decisions)
{
    /// <summary>The caller's number as verified, E.164; null when anonymous. With <see cref="Called"/> the pair of LOOP-5.</summary>
    public PhoneNumber? Caller { get; init; }

    /// <summary>Somebody vouches for <see cref="Caller"/>: the network, or the bridge that checked it.</summary>
    public bool IsCallerAsserted { get; init; }

    /// <summary>What the call costs the caller's side, from the answer on; null when it was refused. A leg that somebody else pays for has its own
    /// (<see cref="RingTarget.Quote"/>).</summary>
    public Quote? Quote { get; init; }

    /// <summary>Why the caller may not make the call; null when his rules allow it.</summary>
    public Denial? Denial { get; init; }

    /// <summary>A private call, also one that was refused: its number is masked wherever it is written (D9).</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Long runs of digits in a feature code that was dialled: the code of a voucher, which is written nowhere (VCH-2), or what was meant to be one.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    /// <summary>The call is ended after this, from the answer; null: never.</summary>
    public TimeSpan? MaxDuration { get; init; }

    /// <summary>Where the caller is; location data (AREA-8).</summary>
    public CallerPlace Place { get; init; } = CallerPlace.Unknown;

    /// <summary>What the emergency centre is told of where the caller is; null for other calls, when it is not known, and when the caller himself tells it.</summary>
    public CallerAddress? Location { get; init; }

    /// <summary>An emergency call: never queued, refused for load or held up (D22).</summary>
    public bool IsEmergency => Class == NumberClass.Emergency;
}

/// <summary>One step of the decision order.</summary>
/// <param name="Step">Name of the step, stable: <c>emergency</c>, <c>caller</c>, <c>private-plan</c>, <c>class</c>, <c>route</c> …</param>
/// <param name="Input">What the step looked at.</param>
/// <param name="Rule">The rule that decided, by its id where it has one (<c>PPN-6</c>).</param>
/// <param name="Outcome">The result in a word or a number.</param>
/// <param name="Sentence">For people, in both languages.</param>
public sealed record DecisionStep(string Step, string Input, string Rule, string Outcome, Sentence Sentence);
