using PbxBridge.Routing.Areas;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Storage.Tests.Calls;

/// <summary>What is kept of a call for a node that finds it without its own (OCS-6).</summary>
public sealed class CallDraftTests
{
    [Fact]
    public void The_place_that_was_decided_at_set_up_is_kept()
    {
        var place = new CallerPlace { Source = PlaceSource.Cell, Access = "3GPP-NR-FDD", Cell = new CellKey("nr:1"), Zone = "siedziba", AreaCode = "22" };
        var draft = CallDraft.Write(SampleCall.Record("A") with { Place = place }, new LegCharge { InArea = true });
        var (call, charge) = CallDraft.Read(draft, null, SampleCall.Start);
        Assert.Equal((place, true), (call.Place, charge.InArea));
    }

    [Fact]
    public void Who_pays_is_kept_by_id_and_number()
    {
        var draft = CallDraft.Write(SampleCall.Record("A"), new LegCharge { Payer = SampleCharge.Anna, Employee = "anna" });
        var (_, charge) = CallDraft.Read(draft, null, SampleCall.Start);
        Assert.Equal((SampleCharge.Anna, "anna"), (charge.Payer, charge.Employee));
    }

    [Fact]
    public void A_call_without_a_place_has_none_after_a_crash_either()
    {
        var (call, charge) = CallDraft.Read(CallDraft.Write(SampleCall.Record("A"), new LegCharge()), null, SampleCall.Start);
        Assert.Equal((CallerPlace.Unknown, false), (call.Place, charge.InArea));
    }
}
