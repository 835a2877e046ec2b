namespace PbxBridge.Routing.Numbering;

/// <summary>What a profile tells numbers apart by.</summary>
/// <param name="Zone">Of an international number; else null.</param>
public readonly record struct NumberKind(NumberClass Class, string? Zone = null);
