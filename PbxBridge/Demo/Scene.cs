using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Demo;

/// <summary>One example call: what it shows, how it is played, and what came of it.</summary>
/// <param name="Heading">One sentence: who calls whom, and what happens.</param>
internal sealed class Scene(Sentence heading, Func<Stage, Scene, CancellationToken, Task> play)
{
    public Sentence Heading => heading;

    public Func<Stage, Scene, CancellationToken, Task> Play => play;

    /// <summary>The caller's call, once it was placed.</summary>
    public OutgoingCall? Call { get; set; }

    public List<Finding> Findings { get; } = [];

    /// <summary>What the bridge's record of the call must say at the end.</summary>
    public Ending? Ending { get; private set; }

    /// <summary>What some charge of the call must be.</summary>
    public Cost? Cost { get; private set; }

    /// <summary>What the bridge has sent because of the call, for people.</summary>
    public List<string> Messages { get; } = [];

    public void Costs(Func<ChargedCall, bool> charged, string polish, string english) => Cost = new Cost(charged, new Sentence(polish, english));

    public void Ends(int status, string? answeredBy, CallCause outcome = CallCause.Cleared) => Ending = new Ending(status, answeredBy, outcome);

    /// <param name="seen">What there was instead; told when it did not hold.</param>
    public void Expect(bool held, string polish, string english, string seen) => Findings.Add(new Finding(new Sentence(polish, english), held, seen));
}

/// <summary>Something that was expected of a call, and whether it was so.</summary>
internal sealed record Finding(Sentence Expected, bool Held, string Seen);

/// <summary>What a call must cost somebody.</summary>
internal sealed record Cost(Func<ChargedCall, bool> Charged, Sentence Expected);

/// <summary>The end of a call as its record has it.</summary>
internal sealed record Ending(int Status, string? AnsweredBy, CallCause Outcome);
