using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Charges;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Charges;

/// <summary>A running call is reserved on one account, and from now on on a second one: no second of it is held or missing twice, although the record of its first part is
/// still on its way to the store (LIM-5, LIM-7, OCS-2). 0.29 a minute: 1 zł lasts for 206 s.</summary>
public sealed class JoinedReservationTests
{
    private static readonly CostLimit CutsAtOne = new() { Amount = Money.Of(1m), Mode = LimitMode.BarAll, CutsRunning = true };

    private static AccountKey Company => AccountKey.OfCompany("przyklad", ChargeOffice.Cycle);

    // With a slice held twice there would be no more than the second that has begun, and the notice: 200 s.
    [Fact]
    public void A_limit_that_begins_to_cut_takes_nothing_of_the_companys_credit()
    {
        using var office = TestOffice.Demo(new OfficeOptions().With(company => company with { CreditLimit = Money.Of(1m) }).WithLimit(CutsAtOne with { Amount = Money.Of(50m), CutsRunning = false }));
        Calls(office, 170);
        Change(office, Money.Of(1m), CutsAtOne with { Amount = Money.Of(50m) });
        Assert.Equal(Money.Of(0.9957m), office.Account(Company)?.Used);
        AssertCutAt206(office);
    }

    [Fact]
    public void A_credit_that_begins_to_bind_takes_nothing_of_the_employees_limit()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLimit(CutsAtOne));
        Calls(office, 170);
        Change(office, Money.Of(50m), CutsAtOne);
        AssertCutAt206(office);
    }

    // What was talked before is charged to the limit by the record of the first part: without it the limit would seem to be whole.
    [Fact]
    public void A_limit_that_begins_to_cut_counts_what_the_first_part_has_cost()
    {
        using var office = TestOffice.Demo(new OfficeOptions().With(company => company with { CreditLimit = Money.Of(50m) }).WithLimit(CutsAtOne with { CutsRunning = false }));
        Calls(office, 170);
        Change(office, Money.Of(50m), CutsAtOne);
        Assert.Equal(Money.Of(0.9957m), office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
        AssertCutAt206(office);
    }

    private static void Calls(TestOffice office, double seconds)
    {
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(1 + seconds);
    }

    private static void Change(TestOffice office, Money credit, CostLimit limit) => office.OnLoop(() => office.Bridge.Use(office.DirectoryWith(office.Company with
    {
        CreditLimit = credit,
        Employees = [.. office.Company.Employees.Select(employee => employee.Extension == "201" ? employee with { Limit = limit } : employee)],
    })));

    private static void AssertCutAt206(TestOffice office)
    {
        office.Run(60);
        var charges = office.Charges(office.Record);
        Assert.Equal([Closing.Partial, Closing.LimitCut], charges.Select(charge => charge.Closing));
        Assert.Equal((206d, Money.Of(0.9957m)), (charges.Sum(charge => charge.Billed.TotalSeconds), Money.Sum(charges.Select(charge => charge.Net))));
        Assert.Equal((Money.Of(0.9957m), Money.Of(0.9957m)), (office.Account(Company)?.Used, office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used));
        office.AssertAccountsAddUp();
    }
}
