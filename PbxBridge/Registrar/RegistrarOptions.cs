namespace PbxBridge.Registrar;

/// <summary>How long bindings live and how many a user has (domain §3.1).</summary>
internal sealed record RegistrarOptions
{
    /// <summary>When the request names no time, or none that can be read (RFC 3261 §20.19).</summary>
    public TimeSpan DefaultExpires { get; init; } = TimeSpan.FromSeconds(3600);

    /// <summary>Less is refused with 423.</summary>
    public TimeSpan MinExpires { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>More is granted as this.</summary>
    public TimeSpan MaxExpires { get; init; } = TimeSpan.FromSeconds(7200);

    /// <summary>The most that a phone behind NAT gets over UDP, whose mappings are forgotten soon.</summary>
    public TimeSpan MaxBehindNat { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>The same over TCP and TLS.</summary>
    public TimeSpan MaxBehindNatOnStream { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Contacts of one user; a further one takes the place of the one refreshed longest ago.</summary>
    public int MaxContacts { get; init; } = 5;

    /// <summary>Users looked through in one turn of the loop after a change of company data: about 1 ms.</summary>
    public int UsersPerTurn { get; init; } = 1_000;
}
