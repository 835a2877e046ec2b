using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Storage.Charges;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Charges;

/// <summary>LIM-8: costs of running calls are known to other processes, not older than a minute.</summary>
public sealed class RunningCostTests
{
    [Fact]
    public void A_call_that_runs_is_told_of_and_gone_when_it_is_over()
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(180);
        var cost = Assert.Single(Told(office));
        Assert.Equal(("przyklad", ChargePayer.OfEmployee("anna"), ChargeOffice.Cycle, false), (cost.Company, cost.Payer, cost.Cycle, cost.IsPrivate));
        // 0.29 a minute: told within the last minute of three.
        Assert.InRange(cost.Net.Amount, 0.58m, 0.87m);
        Assert.Equal(cost.Net, cost.Unreserved);
        call.HangUp();
        office.Run(61);
        Assert.Empty(Told(office));
    }

    [Fact]
    public void A_bridge_that_has_just_begun_is_known_to_run()
    {
        using var office = TestOffice.Demo();
        office.Run(1);
        Assert.Empty(Told(office));
    }

    [Fact]
    public void What_is_reserved_on_the_limit_is_not_counted_twice()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLimit(new CostLimit { Amount = Money.Of(100), Mode = LimitMode.BarAll, CutsRunning = true }));
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(180);
        var cost = Assert.Single(Told(office));
        Assert.InRange(cost.Net.Amount, 0.58m, 0.87m);
        Assert.Equal(Money.Zero, cost.Unreserved);
    }

    [Fact]
    public void Nothing_is_told_of_a_call_that_an_employee_pays_himself()
    {
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Anna, 50m).WithOwnAccount());
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled + "*");
        office.Run(130);
        Assert.Equal(1, office.Bridge.ActiveCalls);
        Assert.Empty(Told(office));
    }

    [Fact]
    public void Parts_that_are_charged_are_running_costs_no_more()
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        for (var minutes = 0; minutes < 250; minutes += 10)
        {
            office.Run(600);
            call.Update(null, ("Supported", "timer"), ("Session-Expires", "1800;refresher=uac"));
        }
        // Four hours are charged, some ten minutes are not.
        Assert.InRange(Assert.Single(Told(office)).Net.Amount, 2.6m, 2.9m);
    }

    private static IEnumerable<RunningCost> Told(TestOffice office) => Assert.NotNull(office.Store.Running.Of("przyklad")).Costs;
}
