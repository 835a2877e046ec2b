namespace PbxBridge.Storage.Audit;

/// <summary>An act as it was written.</summary>
/// <param name="Id">Grows by one with every act.</param>
/// <param name="Revision">Of the company after it; null: the company's data stayed as they were.</param>
public sealed record AuditRow(long Id, DateTimeOffset At, AuditEntry Entry, long? Revision);
