using PbxBridge.Routing.Plans;

namespace PbxBridge.Storage.Calls;

/// <summary>One leg that the bridge rang.</summary>
/// <param name="Leg">Its name in the flow: <c>B1</c>.</param>
/// <param name="Target">Whom it rang: a number, with the softphone user where it was one.</param>
/// <param name="Outcome"><see cref="CallCause.Cleared"/> for the one that answered.</param>
/// <param name="Status">Last SIP status of the leg; 0 when none came.</param>
/// <param name="Rang">From the first 18x to the end of ringing.</param>
/// <param name="Q850">Cause of ITU-T Q.850 that the leg gave; null when it gave none.</param>
public sealed record CallAttempt(string Leg, string Target, CallCause Outcome, int Status, TimeSpan Rang, int? Q850 = null);
