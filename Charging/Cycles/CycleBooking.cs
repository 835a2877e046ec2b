namespace PbxBridge.Charging.Cycles;

/// <summary>The cycle that a call's money goes to.</summary>
/// <param name="Cycle">Its own, or the first one that is still open.</param>
/// <param name="Of">The cycle in which it was answered.</param>
public readonly record struct CycleBooking(BillingCycle Cycle, BillingCycle Of)
{
    /// <summary>It came after the close and stands on a line of its own.</summary>
    public bool IsAdjustment => Cycle != Of;
}
