using System.Collections.Immutable;
using PbxBridge.Charging.Prices;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Storage.Calls;

/// <summary>A leg of a call that runs and is charged at its end: all that is needed to charge it when its node is no more.</summary>
/// <param name="Charge">As it would be written; its amounts come at the end.</param>
/// <param name="Tariff">Null = free.</param>
/// <param name="Accounts">On which its price is booked.</param>
public sealed record OpenLeg(LegCharge Charge, Tariff? Tariff, ImmutableArray<OpenAccount> Accounts);
