using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Web;

namespace PbxBridge.Manager.Access;

/// <summary>Somebody of the operator's support staff who is logged in. He is no <see cref="Visitor"/>: pages of a company cannot be asked for him, and nothing that he can do changes one.</summary>
/// <param name="Source">IP address from which he asks.</param>
public sealed record SupportVisitor(SupportLogin Login, string Source)
{
    /// <summary>As the audit names him.</summary>
    internal AuditActor Actor => new(Login.Name, AuditRole.Support, Source);
}
