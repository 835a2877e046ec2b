using PbxBridge.Storage.Calls;

namespace PbxBridge.Manager.Calls;

/// <summary>A line of the list of calls, without what the visitor may not see.</summary>
/// <param name="Caller">A number, or that there is none for him.</param>
/// <param name="AnsweredBy">Null: nobody.</param>
public sealed record CallLine(CallSummary Call, string Caller, string? AnsweredBy);
