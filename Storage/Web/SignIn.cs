using System.Collections.Immutable;

namespace PbxBridge.Storage.Web;

/// <summary>One browser in which somebody is logged in.</summary>
/// <param name="Company">Its id; <see cref="SupportLogin.NoCompany"/> for the operator's support staff.</param>
/// <param name="Login">Its name.</param>
/// <param name="Ticket">As it was given: the store does not look into it.</param>
/// <param name="CreatedAt">When he logged in.</param>
/// <param name="SeenAt">When it was last renewed.</param>
/// <param name="ExpiresAt">From then on he is logged in no more.</param>
public sealed record SignIn(
    string Company, string Login, ImmutableArray<byte> Ticket, DateTimeOffset CreatedAt, DateTimeOffset SeenAt, DateTimeOffset ExpiresAt);
