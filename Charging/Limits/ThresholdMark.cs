namespace PbxBridge.Charging.Limits;

/// <summary>A threshold that is done with, for one employee, cycle and version of the limit: with these the key that is kept once and for all (LIM-3).</summary>
public readonly record struct ThresholdMark(LimitAudience Audience, int Percent);
