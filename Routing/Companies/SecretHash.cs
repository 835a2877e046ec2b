using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PbxBridge.Routing.Companies;

/// <summary>Salted PBKDF2-SHA256 hash of what a person types, a voicemail PIN or the password of a login, as text: <c>pbkdf2-sha256$10000$SALT$HASH</c> (base64). The
/// secret itself is kept nowhere.</summary>
public sealed class SecretHash : IEquatable<SecretHash>
{
    /// <summary>Rounds for the password of a login: some 50 ms.</summary>
    public const int PasswordIterations = 210_000;

    /// <summary>Of a voicemail PIN, which is tried by phone and locked soon.</summary>
    public const int PinIterations = 20_000;

    private const int SaltLength = 16;

    private const string Scheme = "pbkdf2-sha256";
    private const int HashLength = 32;
    private const int MaxIterations = 10_000_000;
    private readonly byte[] _salt;
    private readonly byte[] _hash;
    private readonly int _iterations;

    private SecretHash(int iterations, byte[] salt, byte[] hash)
    {
        _iterations = iterations;
        _salt = salt;
        _hash = hash;
        Text = string.Create(CultureInfo.InvariantCulture, $"{Scheme}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    /// <summary>What the store and the company file keep.</summary>
    public string Text { get; }

    /// <param name="salt">8 bytes or more from a random source.</param>
    public static SecretHash Of(string secret, byte[] salt, int iterations) => new(iterations, [.. salt], Derive(secret, salt, iterations));

    /// <param name="saltOf">A fresh salt of so many bytes, from a random source.</param>
    public static SecretHash OfPassword(string password, Func<int, byte[]> saltOf) => Of(password, saltOf(SaltLength), PasswordIterations);

    /// <param name="saltOf">A fresh salt of so many bytes, from a random source.</param>
    public static SecretHash OfPin(string pin, Func<int, byte[]> saltOf) => Of(pin, saltOf(SaltLength), PinIterations);

    public static SecretHash? TryParse(string text)
    {
        var parts = text.Split('$');
        if (parts.Length != 4 || parts[0] != Scheme
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) || iterations is < 1 or > MaxIterations)
        {
            return null;
        }

        return Base64(parts[2]) is { Length: >= 8 } salt && Base64(parts[3]) is { Length: HashLength } hash ? new(iterations, salt, hash) : null;
    }

    /// <summary>Takes as long for a wrong secret as for the right one; milliseconds, many for a password: not for the signalling loop.</summary>
    public bool Matches(string secret) => CryptographicOperations.FixedTimeEquals(_hash, Derive(secret, _salt, _iterations));

    public bool Equals(SecretHash? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as SecretHash);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => "SecretHash (hidden)";

    private static byte[] Derive(string secret, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(secret), salt, iterations, HashAlgorithmName.SHA256, HashLength);

    private static byte[]? Base64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
