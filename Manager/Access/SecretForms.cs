using PbxBridge.Routing.Plans;

namespace PbxBridge.Manager.Access;

/// <summary>What a secret must look like. It is judged before it is hashed, since nothing can be seen of it afterwards.</summary>
public static class SecretForms
{
    /// <summary>Of a login or a softphone, 8 to 128 characters, as in a company file; null: it may be used.</summary>
    public static Sentence? PasswordFault(string password) => password.Length is >= 8 and <= 128 && !password.Any(char.IsControl)
        ? null
        : new("Hasło ma od 8 do 128 znaków.", "A password has 8 to 128 characters.");

    /// <summary>Of a mailbox, 4 to 8 digits; null: it may be used.</summary>
    public static Sentence? PinFault(string pin) => pin.Length is >= 4 and <= 8 && pin.All(char.IsAsciiDigit)
        ? null
        : new("PIN ma od 4 do 8 cyfr.", "A PIN has 4 to 8 digits.");
}
