namespace PbxBridge.Charging.Quotas;

/// <summary>A grant.</summary>
/// <param name="Until">The call may last so long, counted from its answer; each account reserves what it then costs and was not debited.</param>
/// <param name="Final">There will be no more (final unit indication, RFC 8506 §5.6.1): warn, then cut.</param>
public readonly record struct Slice(TimeSpan Until, bool Final);
