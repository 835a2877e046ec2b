using PbxBridge.Routing.Companies;

namespace PbxBridge.Routing.Logins;

/// <summary>Somebody who may log in to the Manager, and what for (domain §8). Who has none cannot (M3).</summary>
public sealed record Login
{
    /// <summary>What is typed at the login page, unique on the bridge: lower-case letters, digits, <c>. _ - @</c>, 3 to 80 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Name of a person who is no employee; null: that of the employee.</summary>
    public string? FullName { get; init; }

    /// <summary>Id of the employee who this person is; null: he is none, as an owner may be.</summary>
    public string? Employee { get; init; }

    /// <summary>Null: nobody logs in with it until an administrator gives a password.</summary>
    public SecretHash? Password { get; init; }

    /// <summary>Somebody else knows the password: nothing but choosing another is possible with it.</summary>
    public bool MustChangePassword { get; init; }

    public LoginRole Role { get; init; }

    /// <summary>He is a service administrator for these employees (SAD); null: he is none.</summary>
    public Delegation? Services { get; init; }

    /// <summary>He is a billing administrator for these employees (BAD); null: he is none. May stand beside <see cref="Services"/> (ROLE-1).</summary>
    public Delegation? Billing { get; init; }

    /// <summary>What of his own he may not change (D14).</summary>
    public OwnSettings Locked { get; init; }

    /// <summary>False: he cannot log in, and who is logged in is so no more.</summary>
    public bool Enabled { get; init; } = true;
}
