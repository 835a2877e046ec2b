namespace PbxBridge.Storage.Companies;

/// <summary>One company's data as saved: a JSON document that the store does not look into.</summary>
/// <param name="Revision">Counts from 1 within the company.</param>
/// <param name="Json">UTF-8, exactly as it was given.</param>
public sealed record CompanyDocument(string Id, long Revision, DateTimeOffset SavedAt, ReadOnlyMemory<byte> Json);
