namespace PbxBridge.Storage.Audit;

/// <summary>Who acts, as whom and from where (ROLE-5).</summary>
/// <param name="Source">An IP address, or <c>command line</c> with the user of the operating system.</param>
public sealed record AuditActor(string Author, AuditRole Role, string Source)
{
    /// <summary>The program, without anybody who asked for it.</summary>
    public static AuditActor Program { get; } = new("pbxbridge", AuditRole.System, "pbxbridge");
}
