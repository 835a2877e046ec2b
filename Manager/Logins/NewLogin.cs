using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;

namespace PbxBridge.Manager.Logins;

/// <summary>Who shall be able to log in.</summary>
public sealed record NewLogin
{
    /// <inheritdoc cref="Login.Name"/>
    public required string Name { get; init; }

    /// <inheritdoc cref="Login.Employee"/>
    public string? Employee { get; init; }

    /// <inheritdoc cref="Login.FullName"/>
    public string? FullName { get; init; }

    /// <summary>The first one, which he must change.</summary>
    public required SecretHash Password { get; init; }

    public required LoginDuties Duties { get; init; }
}
