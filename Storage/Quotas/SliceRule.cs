using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;

namespace PbxBridge.Storage.Quotas;

/// <summary>How long a call may go on (OCS-3). Pure; it is asked while the accounts are locked.</summary>
/// <param name="payers">Every account that pays; their order means nothing.</param>
/// <param name="granted">Talking time granted so far, from the answer; null = none yet, not even a beginning.</param>
/// <returns>Null: the budget does not reach further than <paramref name="granted"/>.</returns>
public delegate Slice? SliceRule(ImmutableArray<SlicePayer> payers, TimeSpan? granted);

/// <summary>One account of a call.</summary>
/// <param name="Budget">All that the call may cost it from its beginning: what was charged, is reserved for the call, and is available.</param>
/// <param name="Calls">Calls that are paid from it now, this one included.</param>
public readonly record struct SlicePayer(Money Budget, int Calls, Tariff Tariff, PriceBasis Basis);

/// <summary>What is granted.</summary>
/// <param name="Until">Talking time from the answer, whole increments.</param>
/// <param name="Final">There is no money for more.</param>
public readonly record struct Slice(TimeSpan Until, bool Final);
