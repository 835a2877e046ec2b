namespace PbxBridge.Storage.Companies;

/// <summary>One change of a company: who, when, why (M12). The documents before and after are in <see cref="CompanyStore.Load"/>.</summary>
public sealed record RevisionRow(string Company, long Revision, DateTimeOffset SavedAt, string Author, string Note);
