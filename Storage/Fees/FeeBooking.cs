using System.Collections.Immutable;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Fees;

namespace PbxBridge.Storage.Fees;

/// <summary>Fees that a company owes for one billing cycle.</summary>
/// <param name="Author">Who caused them.</param>
public sealed record FeeBooking(string Company, BillingCycle Cycle, ImmutableArray<FeeEntry> Entries, string Author);
