namespace PbxBridge.Storage.Audit;

/// <summary>One thing that an act changed.</summary>
/// <param name="Subject">A place in a company file (<c>employees[anna].profile</c>), or a batch, a limit, an account.</param>
/// <param name="Before">Null: it was not there.</param>
/// <param name="After">Null: it is gone.</param>
public sealed record AuditChange(string Subject, string? Before, string? After);
