using PbxBridge.Storage.Charges;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Charges;

/// <summary>Why a charge was closed, where neither side has hung up (§6.4).</summary>
public sealed class ClosingTests
{
    [Fact]
    public void Calls_that_the_operator_ends_are_cut_by_him_whoever_pays_and_those_that_ring_are_refused()
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Desk("8001").Answers();
        office.Desk("8002").RingsOut();
        office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Caller("+48226000000").Dials("+48225558001");
        office.Caller("+48226000001").Dials("+48225558002");
        office.Run(10);
        office.OnLoop(office.Bridge.EndCalls);
        office.Run(1);
        var closings = office.Records.ToDictionary(record => record.CallerNumber, record => Assert.Single(office.Charges(record)));
        Assert.Equal((Closing.AdministratorCut, Billing.Business), (closings[ChargeOffice.Anna].Closing, closings[ChargeOffice.Anna].Billing));
        Assert.Equal((Closing.AdministratorCut, Billing.Free), (closings["+48226000000"].Closing, closings["+48226000000"].Billing));
        Assert.Equal((Closing.Normal, 503), (closings["+48226000001"].Closing, closings["+48226000001"].SipStatus));
    }

    [Fact]
    public void A_call_of_which_a_side_is_gone_is_abnormal_also_when_it_is_free()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Answers();
        office.Caller("+48226000000").Dials("+48225558001");
        office.Run(5);
        office.Pbx.Intercept = message =>
        {
            if (message is not { Method: "OPTIONS", IsRequest: true, ToTag.Length: > 0 })
                return false;
            office.Pbx.Answer(message, office.Pbx.NewResponse(message, 481, "x"));
            return true;
        };
        office.OnLoop(() => office.Media.Ports[1].Silent?.Invoke());
        office.Run(1);
        Assert.Equal((Closing.Abnormal, Billing.Free), (office.Charge().Closing, office.Charge().Billing));
    }
}
