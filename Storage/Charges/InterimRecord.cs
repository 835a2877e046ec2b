using PbxBridge.Storage.Calls;

namespace PbxBridge.Storage.Charges;

/// <summary>A part of a long call, or of a payer who changed, that is billed while the call goes on (RAT-7).</summary>
/// <param name="Call">As far as it is known; its own row is written at its end.</param>
public sealed record InterimRecord(CallRecord Call, LegCharge Charge);
