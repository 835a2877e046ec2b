using PbxBridge.Storage.Limits;

namespace PbxBridge.Storage.Charges;

/// <summary>Ends the reservations of a call in the transaction of its record (CDR-1).</summary>
/// <param name="Talked">Since the answer; null = it was never answered, and everything is free again.</param>
/// <param name="Watch">The limit whose account paid; null = nobody is told.</param>
/// <param name="Reached">The statutory threshold that the call has come to, and that ended it; null = none.</param>
public sealed record QuotaEnd(string Session, long RequestNo, TimeSpan? Talked, LimitTerms? Watch = null, PremiumTerms? Reached = null);
