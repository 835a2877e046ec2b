namespace PbxBridge.Routing.Plans;

/// <summary>The pieces of a sentence in one language: constants at even places, values at odd ones; put together they are the text.</summary>
public readonly struct SentencePieces
{
    private readonly object? _parts;

    internal SentencePieces(object? parts) => _parts = parts;

    /// <summary>Always odd.</summary>
    public int Count => _parts is string?[] parts ? parts.Length : 1;

    /// <summary>Empty where two values stand side by side, or a value begins or ends the text. A constant of one place in the program is the same object every
    /// time.</summary>
    public string this[int index] => (_parts is string?[] parts ? parts[index] : (string?)_parts) ?? "";

    /// <summary>Copies all pieces; what is left of the place moves on.</summary>
    internal void MoveTo(ref Span<string> place)
    {
        for (var i = 0; i < Count; i++)
            place[i] = this[i];
        place = place[Count..];
    }

    public override string ToString() => _parts is string?[] parts ? string.Concat(parts) : this[0];
}
