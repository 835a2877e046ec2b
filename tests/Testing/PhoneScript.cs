namespace PbxBridge.Testing;

/// <summary>What a <see cref="SipPhone"/> does with calls to it, and how well it behaves.</summary>
public sealed record PhoneScript
{
    /// <summary>Rings at once, answers after a second.</summary>
    public static readonly PhoneScript Answers = new();

    /// <summary>Sends 100 at once.</summary>
    public bool Tries { get; init; } = true;

    /// <summary>180; null never rings.</summary>
    public TimeSpan? RingsAfter { get; init; } = TimeSpan.Zero;

    /// <summary>200; null never answers.</summary>
    public TimeSpan? AnswersAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Status of a refusal, sent instead of an answer <see cref="DeclinesAfter"/>; 0 for none.</summary>
    public int DeclinesWith { get; init; }

    public TimeSpan DeclinesAfter { get; init; }

    /// <summary>Rings with 100rel, when the caller supports it.</summary>
    public bool IsReliable { get; init; }

    /// <summary>Header rows in addition on every response to the INVITE but 100.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Sends 200 to the INVITE although it was cancelled.</summary>
    public bool AnswersInSpiteOfCancel { get; init; }

    /// <summary>Sends so many 200 with a To tag each, as if a proxy had forked the call.</summary>
    public int Forks { get; init; } = 1;

    /// <summary>Takes messages and says nothing, ever.</summary>
    public bool IsDead { get; init; }

    /// <summary>Sends ACK for 2xx.</summary>
    public bool Acknowledges { get; init; } = true;

    /// <summary>Sends PRACK.</summary>
    public bool Pracks { get; init; } = true;

    /// <summary>PRACK brings the answer to an offer in a provisional response.</summary>
    public bool AnswersInPrack { get; init; } = true;

    /// <summary>Answers an offer of a re-INVITE with a description, or with 488 when that is null; null itself: with the phone's own.</summary>
    public Func<string, string?>? AnswersAgain { get; init; }

    public TimeSpan? HangsUpAfter { get; init; }

    /// <summary>Challenges INVITEs and checks the answer.</summary>
    public PhoneDigest? Challenges { get; init; }

    /// <summary>Value of Supported; empty for none.</summary>
    public string Supported { get; init; } = "100rel, timer";

    /// <summary>Value of Allow; empty for none.</summary>
    public string Allow { get; init; } = "INVITE, ACK, CANCEL, BYE, OPTIONS, PRACK, UPDATE, INFO";
}
