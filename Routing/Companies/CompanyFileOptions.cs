using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>What reading a company file needs from outside.</summary>
public sealed record CompanyFileOptions
{
    public required NumberingData Numbering { get; init; }

    /// <summary>Realm of a company that names none.</summary>
    public string Realm { get; init; } = "pbxbridge";

    /// <summary>User, realm, password → digests. The password goes nowhere else.</summary>
    public required Func<string, string, string, SoftphoneSecret> SecretOf { get; init; }

    /// <summary>A fresh salt of this many bytes.</summary>
    public required Func<int, byte[]> SaltOf { get; init; }

    /// <summary>PBKDF2 rounds of a PIN.</summary>
    public int PinIterations { get; init; } = SecretHash.PinIterations;

    /// <summary>PBKDF2 rounds of the password of a login.</summary>
    public int PasswordIterations { get; init; } = SecretHash.PasswordIterations;
}
