namespace PbxBridge.Routing.Companies;

/// <summary>Passwords and PINs of a company file. What it returns holds digests only; no fault quotes a value.</summary>
internal sealed class SecretReader(CompanyFileOptions options)
{
    private const int SaltLength = 16;
    private static readonly SoftphoneSecret None = new("", "", "", "");

    public static bool IsUser(string text) =>
        text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>From <c>password</c> or <c>ha1</c>, exactly one of them.</summary>
    public SoftphoneSecret Secret(FileObject owner, string user, string realm)
    {
        if (owner.IsBroken)
        {
            return None;
        }

        if (owner.Has("password") == owner.Has("ha1"))
        {
            owner.Fault(owner.Has("ha1") ? "ha1" : "password", "podaj albo password, albo ha1", "give either password or ha1");
            return None;
        }

        if (owner.Object("ha1", CompanyFields.Ha1) is { } digests)
        {
            return Digests(digests, realm);
        }

        return Password(owner) is { Length: > 0 } password && user.Length > 0 ? options.SecretOf(user, realm, password) : None;
    }

    /// <summary>From <c>pin</c> or <c>pinHash</c>; null when there is neither.</summary>
    public SecretHash? Pin(FileObject box) => Hashed(box, "pin", "pinHash", () => box.Digits("pin", 4, 8), options.PinIterations);

    /// <summary>From <c>password</c> or <c>passwordHash</c>; null when there is neither.</summary>
    public SecretHash? PasswordOf(FileObject login) => Hashed(login, "password", "passwordHash", () => Password(login), options.PasswordIterations);

    private static string? Password(FileObject owner) =>
        owner.Matching("password", t => t.Length is >= 8 and <= 128 && !t.Any(char.IsControl), "8–128 znaków", "8-128 characters");

    private SecretHash? Hashed(FileObject owner, string plain, string hashed, Func<string?> read, int iterations)
    {
        if (owner.Has(plain) && owner.Has(hashed))
        {
            owner.Fault(hashed, $"podaj albo {plain}, albo {hashed}", $"give either {plain} or {hashed}");
            return null;
        }

        var hash = owner.Matching(hashed, t => SecretHash.TryParse(t) is not null, "skrót pbkdf2-sha256$…", "a pbkdf2-sha256$… hash");
        if (hash is { Length: > 0 })
        {
            return SecretHash.TryParse(hash);
        }

        return read() is { Length: > 0 } secret ? SecretHash.Of(secret, options.SaltOf(SaltLength), iterations) : null;
    }

    private static SoftphoneSecret Digests(FileObject digests, string realm)
    {
        var secret = new SoftphoneSecret(digests.Text("realm"), Hex(digests, "md5", 32), Hex(digests, "sha256", 64), Hex(digests, "sha512256", 64));
        if (secret.Realm.Length > 0 && secret.Realm != realm)
        {
            digests.Fault("realm", $"musi być realm firmy: „{realm}”", $"must be the company's realm: \"{realm}\"");
        }

        return secret;
    }

    private static string Hex(FileObject digests, string name, int length) => digests.RequiredMatching(
        name, t => t.Length == length && t.All(char.IsAsciiHexDigitLower), $"{length} cyfr szesnastkowych", $"{length} lower-case hex digits");
}
