namespace PbxBridge.Routing.Plans;

/// <summary>One sentence in Polish and English, put together when somebody reads it: most calls are never looked at. Written with <c>$"…"</c>, it keeps the
/// constant pieces of the text and the values apart.</summary>
/// <remarks>Two sentences are equal when they read the same.</remarks>
public readonly struct Sentence : IEquatable<Sentence>
{
    private readonly object? _polish;
    private readonly object? _english;

    public Sentence(SentenceText polish, SentenceText english) => (_polish, _english) = (polish.Parts, english.Parts);

    private Sentence(object polish, object english) => (_polish, _english) = (polish, english);

    /// <summary>A sentence of pieces that were kept apart.</summary>
    internal static Sentence Of(ReadOnlySpan<string> polish, ReadOnlySpan<string> english) => new(Kept(polish), Kept(english));

    public string Polish => PolishPieces.ToString();

    public string English => EnglishPieces.ToString();

    /// <summary>The Polish text in its pieces, for who stores it.</summary>
    public SentencePieces PolishPieces => new(_polish);

    /// <summary>The English text in its pieces, for who stores it.</summary>
    public SentencePieces EnglishPieces => new(_english);

    public static bool operator ==(Sentence left, Sentence right) => left.Equals(right);

    public static bool operator !=(Sentence left, Sentence right) => !left.Equals(right);

    public bool Equals(Sentence other) => Polish == other.Polish && English == other.English;

    public override bool Equals(object? obj) => obj is Sentence other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Polish, English);

    public void Deconstruct(out string polish, out string english) => (polish, english) = (Polish, English);

    private static object Kept(ReadOnlySpan<string> pieces) => pieces.Length == 1 ? pieces[0] : pieces.ToArray();

    /// <summary>In English.</summary>
    public override string ToString() => English;
}
