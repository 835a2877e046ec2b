using PbxBridge.Storage.Audit;

namespace PbxBridge.Commands;

/// <summary>Who gives a command, for the audit: the user of the operating system.</summary>
internal static class CommandActor
{
    /// <param name="by">Who he says he is; null: that user.</param>
    public static AuditActor Of(AuditRole role, string? by = null) => new(by ?? Environment.UserName, role, $"command line ({Environment.UserName})");
}
