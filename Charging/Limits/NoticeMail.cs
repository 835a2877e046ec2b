using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Limits;

/// <summary>A mail in both languages; lines end with a line feed.</summary>
public sealed record NoticeMail(Wording Subject, Wording Body);
