using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
using PbxBridge.Storage.Audit;

namespace PbxBridge.Manager.Access;

/// <summary>Who is logged in, as the company is at this request. The company is that of his login and never one that a request names (ROLE-6).</summary>
/// <param name="Source">IP address from which he asks.</param>
/// <param name="Today">In Polish time.</param>
public sealed record Visitor(CompanySnapshot Company, Login Login, string Source, DateOnly Today)
{
    private VisitorSight? _sight;

    /// <summary>The employee who he is; null: he is none. Looked up once.</summary>
    public Employee? Self => Sight.Self;

    /// <summary>Whom his delegated roles are for.</summary>
    internal VisitorSight Sight => _sight is { } sight && ReferenceEquals(sight.Of, this) ? sight : _sight = new VisitorSight(this);

    /// <summary>For pages and the audit.</summary>
    public string ShownName => Login.FullName ?? Self?.Name ?? Login.Name;

    /// <summary>As the audit names him.</summary>
    /// <param name="delegated">In which role, when he runs neither the company nor its network.</param>
    internal AuditActor ActsAs(AuditRole delegated) => new(
        Login.Name,
        Login.Role switch
        {
            LoginRole.Owner => AuditRole.Owner,
            LoginRole.Administrator => AuditRole.Administrator,
            _ => delegated,
        },
        Source);

    // What has been looked up makes nobody another.
    public bool Equals(Visitor? other) => other is not null && Company == other.Company && Login == other.Login && Source == other.Source && Today == other.Today;

    public override int GetHashCode() => HashCode.Combine(Login, Source, Today);
}
