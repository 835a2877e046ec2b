using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>A call to the public network, partner numbers included: through the mobile network's trunk.</summary>
internal static class OutsideSteps
{
    public static ImmutableArray<PlanStep> Of(CallCase call, PhoneNumber number)
    {
        var trunk = call.Directory.Settings.MobileTrunk;
        var shown = CallerNotes.Shown(call, Target(call, number));
        call.Log.Add("route", number.Value, "§4.7", trunk, $"Numer {number}: łączem {trunk} do sieci komórkowej.", $"{number}: through trunk {trunk} to the mobile network.");
        return RingSteps.Only(shown);
    }

    public static RingTarget Target(CallCase call, PhoneNumber number, PhoneNumber? diverting = null) =>
        new(number, null, [new Destination.ByTrunk(call.Directory.Settings.MobileTrunk, number) { Mobile = true }], Presentation.ToOutside(call, number), diverting)
        {
            ReferredBy = Presentation.OfTransferrer(call, number),
        };
}
