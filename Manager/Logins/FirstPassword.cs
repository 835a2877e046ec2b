using System.Security.Cryptography;
using PbxBridge.Routing.Companies;

namespace PbxBridge.Manager.Logins;

/// <summary>A password that is made for somebody and shown once.</summary>
/// <param name="Name">Of the login.</param>
public sealed record FirstPassword(string Name, string Password)
{
    // Without those that are taken for each other.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    private const int Groups = 4, GroupLength = 4;

    /// <summary>79 bits of chance in four groups that can be told by phone.</summary>
    public static FirstPassword For(string name) => new(name, string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Letters, GroupLength))));

    /// <summary>What is kept of it; some tens of milliseconds.</summary>
    public SecretHash Hash() => SecretHash.OfPassword(Password, RandomNumberGenerator.GetBytes);

    public override string ToString() => "FirstPassword (hidden)";
}
