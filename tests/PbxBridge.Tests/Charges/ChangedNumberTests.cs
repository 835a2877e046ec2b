using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Charges;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Charges;

/// <summary>Numbers that go from one person to another, and people who get another number: limit and own money are the person's (docs/decisions/0039).</summary>
public sealed class ChangedNumberTests
{
    private const string Star = ChargeOffice.Dialled + "*", Newer = "+48601000209";

    private static readonly AccountKey Company = AccountKey.OfCompany("przyklad", ChargeOffice.Cycle);

    private static readonly CostLimit BarsAtOne = new() { Amount = Money.Of(1m), Mode = LimitMode.BarAll };

    [Fact]
    public void Who_gets_a_number_gets_neither_what_was_used_of_a_limit_nor_the_money()
    {
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Anna, 3m).WithOwnAccount().WithLimit(BarsAtOne) with { Prices = static book => book });
        office.Store.Accounts.Post(ChargeOffice.LimitOf(ChargeOffice.Anna), new LedgerEntry("before", office.Time.GetUtcNow(), LedgerKind.Charge, -Money.Of(1m)));
        Change(office, company => company);
        office.Run(10);
        office.Mobile(ChargeOffice.Outside).Answers();
        Assert.Equal(403, Final(office, ChargeOffice.Anna, ChargeOffice.Dialled));
        Change(office, company => company with
        {
            Employees = [.. company.Employees.Where(one => one.Id != "anna"), company.EmployeeNamed("anna")! with { Id = "nowy", Name = "Jan Nowy" }],
        });
        office.Run(10);
        // His limit is whole, and he has no money of his own.
        office.Mobile(ChargeOffice.Anna).TalksFor(office, ChargeOffice.Dialled, 60);
        Assert.Equal(403, Final(office, ChargeOffice.Anna, Star));
        office.Run(1);
        Assert.Equal(Money.Of(0.29m), office.Account(AccountKey.Limit("przyklad", "nowy", ChargeOffice.Cycle))?.Used);
        Assert.Null(office.Account(AccountKey.Prepaid("przyklad", "nowy")));
        // What is hers waits for her.
        Assert.Equal(Money.Of(1m), office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
        Assert.Equal(Money.Of(3m), office.Account(ChargeOffice.Purse(ChargeOffice.Anna))?.Balance);
        Change(office, company => company with
        {
            Employees = [.. company.Employees, company.EmployeeNamed("nowy")! with { Id = "anna", Name = "Anna Kowalska", Mobile = new(Newer), Extension = "209" }],
        });
        office.Run(10);
        Assert.Equal(403, Final(office, Newer, ChargeOffice.Dialled));
        office.Mobile(Newer).TalksFor(office, Star, 60);
        office.Run(1);
        Assert.Equal("anna", Assert.Single(office.Charges(office.Records[^1])).Employee);
        Assert.Equal(Money.Of(3m - 0.3567m), office.Account(ChargeOffice.Purse(ChargeOffice.Anna))?.Balance);
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void Who_gets_another_number_keeps_limit_and_money()
    {
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Anna, 3m).WithOwnAccount().WithLimit(BarsAtOne));
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Mobile(ChargeOffice.Anna).TalksFor(office, ChargeOffice.Dialled, 60);
        office.Run(1);
        var used = office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))!.Used;
        Assert.False(used.IsZero);
        Change(office, MovesAnna);
        office.Mobile(Newer).TalksFor(office, ChargeOffice.Dialled, 60);
        office.Mobile(Newer).TalksFor(office, Star, 60);
        office.Run(1);
        Assert.Equal(used + used, office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
        Assert.Equal(used + used, office.Bridge.Charges.Accounts.LimitOf("przyklad", "anna").Consumed);
        Assert.Equal(Money.Of(2.5m), office.Account(ChargeOffice.Purse(ChargeOffice.Anna))?.Balance);
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void A_call_that_goes_on_over_the_change_is_charged_to_whoever_began_it()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLimit(BarsAtOne));
        office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(1 + 30);
        Change(office, company =>
        {
            var moved = MovesAnna(company);
            return moved with { Employees = [.. moved.Employees, company.EmployeeNamed("anna")! with { Id = "nowy", Name = "Jan Nowy", Extension = "209" }] };
        });
        office.Run(30);
        call.HangUp();
        office.Run(1);
        var charge = office.Charge();
        Assert.Equal(("anna", ChargeOffice.Anna, Money.Of(0.29m)), (charge.Employee, charge.Payer, charge.Net));
        Assert.Equal(Money.Of(0.29m), office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
        Assert.Null(office.Account(AccountKey.Limit("przyklad", "nowy", ChargeOffice.Cycle)));
        Assert.Equal(Money.Of(0.29m), office.Account(Company)?.Used);
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void A_limit_that_cuts_follows_its_owner_through_a_change_of_number_in_the_middle_of_the_call()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLimit(BarsAtOne with { CutsRunning = true }));
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(1 + 100);
        Change(office, MovesAnna);
        office.Run(107);
        Assert.Equal((Closing.LimitCut, 206d), (office.Charge().Closing, office.Charge().Billed.TotalSeconds));
        Assert.Equal(Money.Of(0.9957m), office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void Own_money_that_is_reserved_during_the_change_is_spent_and_given_back_once()
    {
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Piotr, 1m));
        office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Mobile(ChargeOffice.Piotr).Dials(Star);
        office.Run(1 + 30);
        Change(office, company => company with
        {
            Employees =
            [
                .. company.Employees.Select(one => one.Id == "piotr" ? one with { Mobile = new(Newer) } : one),
                company.EmployeeNamed("piotr")! with { Id = "nowy", Name = "Jan Nowy", Extension = "209" },
            ],
        });
        office.Run(45);
        call.HangUp();
        office.Run(11);
        var purse = office.Account(ChargeOffice.Purse(ChargeOffice.Piotr))!;
        Assert.Equal((Money.Of(1m - 0.625m), Money.Zero), (purse.Balance, purse.Reserved));
        Assert.Null(office.Account(AccountKey.Prepaid("przyklad", "nowy")));
        Assert.Equal(purse.Balance, office.Bridge.Charges.Accounts.PrepaidOf("przyklad", "piotr"));
        office.AssertAccountsAddUp();
    }

    private static CompanySnapshot MovesAnna(CompanySnapshot company) => company with
    {
        Employees = [.. company.Employees.Select(one => one.Id == "anna" ? one with { Mobile = new(Newer) } : one)],
    };

    private static int? Final(TestOffice office, string caller, string dialled)
    {
        var call = office.Mobile(caller).Dials(dialled);
        office.Run(20);
        return call.FinalStatus;
    }

    private static void Change(TestOffice office, Func<CompanySnapshot, CompanySnapshot> change)
    {
        var company = change(office.Bridge.Charges.Directory.Company("przyklad")!);
        office.OnLoop(() => office.Bridge.Use(office.DirectoryWith(company)));
        office.Flush();
    }
}
