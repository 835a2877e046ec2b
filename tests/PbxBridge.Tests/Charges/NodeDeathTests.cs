using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Rating;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Charges;

/// <summary>The bridge is gone in the middle of a call, and started anew (OCS-6, OCS-7): no record is lost.</summary>
public sealed class NodeDeathTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly TestOffice _office;

    public NodeDeathTests() => _office = TestOffice.Demo(new OfficeOptions { Store = _store });

    [Fact]
    public void A_call_that_ran_has_its_record_and_is_charged_until_the_bridge_was_last_alive()
    {
        _office.Mobile(ChargeOffice.Outside).Answers();
        _office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        _office.Run(95);
        Assert.Empty(_office.Store.Calls.Last(10));
        using var next = Next();
        var call = Assert.Single(next.Store.Calls.Last(10));
        var record = next.Store.Calls.Find(call.Id)!;
        var talked = (record.EndedAt - Assert.NotNull(record.AnsweredAt)).TotalSeconds;
        Assert.InRange(talked, 80, 95);
        Assert.Equal((ChargeOffice.Anna, ChargeOffice.Outside, ReleasedBy.Bridge), (record.CallerNumber, record.AnsweredBy, record.ReleasedBy));
        Assert.NotEmpty(record.Decisions);
        Assert.NotEmpty(record.Flow);
        var charge = Assert.Single(next.Store.Charges.OfCall(call.Id));
        var expected = CallCharge.Of(new() { Price = 0.29m, Per = TimeSpan.FromSeconds(60) }, TimeSpan.FromSeconds(talked));
        Assert.Equal((Closing.NodeRecovery, expected.Net), (charge.Closing, charge.Net));
        Assert.Equal(expected.Net, next.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
        Assert.Empty(next.Store.Accounts.Discrepancies());
    }

    [Fact]
    public void A_call_that_nobody_pays_for_has_its_record_too()
    {
        _office.Mobile(ChargeOffice.Anna).Answers();
        _office.Mobile(ChargeOffice.Outside).Dials(ChargeOffice.Anna);
        _office.Run(30);
        using var next = Next();
        Assert.Equal(ChargeOffice.Anna, Assert.Single(next.Store.Calls.Last(10)).AnsweredBy);
    }

    [Fact]
    public void A_call_that_has_ended_is_not_written_again()
    {
        _office.Mobile(ChargeOffice.Outside).Answers();
        _office.Mobile(ChargeOffice.Anna).TalksFor(_office, ChargeOffice.Dialled, 60);
        _office.Run(1);
        using var next = Next();
        Assert.Equal(Closing.Normal, Assert.Single(next.Store.Charges.OfCall(Assert.Single(next.Store.Calls.Last(10)).Id)).Closing);
        Assert.Equal(Money.Of(0.29m), next.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
    }

    [Fact]
    public void The_parts_of_a_long_call_and_its_rest_are_the_whole()
    {
        _office.Mobile(ChargeOffice.Outside).Answers();
        var call = _office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        for (var minutes = 0; minutes < 250; minutes += 10)
        {
            _office.Run(600);
            call.Update(null, ("Supported", "timer"), ("Session-Expires", "1800;refresher=uac"));
        }
        using var next = Next();
        var record = next.Store.Calls.Find(Assert.Single(next.Store.Calls.Last(10)).Id)!;
        var charges = next.Store.Charges.OfCall(record.Id);
        Assert.Equal([(0, Closing.Partial), (1, Closing.NodeRecovery)], charges.Select(charge => (charge.Part, charge.Closing)));
        var whole = CallCharge.Of(new() { Price = 0.29m, Per = TimeSpan.FromSeconds(60) }, record.EndedAt - record.AnsweredAt!.Value);
        Assert.Equal(whole.Net, Money.Sum(charges.Select(charge => charge.Net)));
        Assert.Equal(whole.Net, next.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
    }

    [Fact]
    public void A_call_with_a_reservation_is_charged_once()
    {
        using var store = new TemporaryStore();
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Anna, 50m).WithOwnAccount() with { Store = store });
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled + "*");
        office.Run(130);
        office.Flush();
        using var next = TestOffice.Demo(new OfficeOptions { Store = store });
        Assert.Equal(Closing.NodeRecovery, Assert.Single(next.Store.Charges.OfCall(Assert.Single(next.Store.Calls.Last(10)).Id)).Closing);
        Assert.Empty(next.Store.Accounts.Discrepancies());
    }

    public void Dispose()
    {
        _office.Dispose();
        _store.Dispose();
    }

    // What the one before would say afterwards comes too late.
    private TestOffice Next()
    {
        _office.Flush();
        return TestOffice.Demo(new OfficeOptions { Store = _store });
    }
}
