namespace PbxBridge.Storage.Calls;

/// <summary>The form of a call's id: a ULID, 48 bits of milliseconds and 80 random bits in 26 characters of Crockford's base 32. Sorts by time as text.</summary>
public static class CallId
{
    public const int Length = 26;
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int TimeLength = 10;

    /// <summary>Writes an id of its two parts.</summary>
    /// <param name="random">80 bits; the upper 48 of <c>UInt128</c> are ignored.</param>
    public static string Format(DateTimeOffset at, UInt128 random)
    {
        var value = ((UInt128)(ulong)at.ToUnixTimeMilliseconds() << 80) | (random & RandomMask);
        return string.Create(Length, value, static (text, bits) =>
        {
            for (var i = text.Length - 1; i >= 0; i--, bits >>= 5)
                text[i] = Alphabet[(int)(bits & 31)];
        });
    }

    /// <summary>The lowest id of a moment: ids made before it sort before it.</summary>
    public static string Floor(DateTimeOffset at) => Format(at, 0);

    /// <summary>No id sorts before it.</summary>
    public const string Lowest = "";

    /// <summary>Every id sorts before it; behind the beginning of an id, every id that begins so.</summary>
    public const string AboveAll = "~";

    /// <summary>When the id was made; false when the text is no such id.</summary>
    public static bool TryReadTime(ReadOnlySpan<char> id, out DateTimeOffset at)
    {
        at = default;
        if (id.Length != Length || id[0] > '7')
            return false;
        var milliseconds = 0L;
        for (var i = 0; i < id.Length; i++)
        {
            var digit = Alphabet.IndexOf(char.ToUpperInvariant(id[i]));
            if (digit < 0)
                return false;
            if (i < TimeLength)
                milliseconds = (milliseconds << 5) | (long)digit;
        }

        // A ULID can name years beyond 9999.
        if (milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            return false;
        at = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return true;
    }

    internal static UInt128 RandomMask => (UInt128.One << 80) - 1;
}
