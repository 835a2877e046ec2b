namespace PbxBridge.Charging.Cycles;

/// <summary>From a boundary on, cycles begin on another day of the month.</summary>
/// <param name="From">The first day of the one short or long cycle between.</param>
/// <param name="Day">1 to 28.</param>
public readonly record struct CycleChange(DateOnly From, int Day);
