using PbxBridge.Routing.Plans;

namespace PbxBridge.Calls;

/// <summary>Takes such a line. Never waits.</summary>
internal delegate void EndedCallSink(in EndedCall call);

/// <summary>The values of the one line that the log has of a call, at its end. Nothing is formatted on the loop: the numbers are whole here, and shortened where the line is
/// written.</summary>
/// <param name="Talked">Seconds from answer to end; 0 when nobody answered.</param>
internal readonly record struct EndedCall(DateTimeOffset At, string Call, string Caller, string Called, CallCause Outcome, int Status, double Talked);
