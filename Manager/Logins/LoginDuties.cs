using PbxBridge.Routing.Logins;

namespace PbxBridge.Manager.Logins;

/// <summary>What somebody else decides of a login: what it is for.</summary>
public sealed record LoginDuties
{
    public LoginRole Role { get; init; }

    /// <inheritdoc cref="Login.Services"/>
    public Delegation? Services { get; init; }

    /// <inheritdoc cref="Login.Billing"/>
    public Delegation? Billing { get; init; }

    /// <inheritdoc cref="Login.Locked"/>
    public OwnSettings Locked { get; init; }

    public bool Enabled { get; init; } = true;

    public static LoginDuties Of(Login login) => new()
    {
        Role = login.Role,
        Services = login.Services,
        Billing = login.Billing,
        Locked = login.Locked,
        Enabled = login.Enabled,
    };

    internal Login In(Login login) => login with { Role = Role, Services = Services, Billing = Billing, Locked = Locked, Enabled = Enabled };
}
