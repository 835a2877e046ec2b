using PbxBridge.Charging.Fees;

namespace PbxBridge.Storage.Fees;

/// <summary>A fee on a company's bill.</summary>
public sealed record BookedFee(string Company, DateTimeOffset At, FeeEntry Entry, string Author);
