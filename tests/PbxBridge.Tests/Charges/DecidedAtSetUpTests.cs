using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Storage.Charges;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Charges;

/// <summary>What is decided when a call is set up and does not change while it lasts: its place (D7, O12, AREA-5), who pays for a private one (C4), its profile (BAR-5).</summary>
public sealed class DecidedAtSetUpTests
{
    private const string Zone = "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0c0ffee;network-provided";
    private const string Elsewhere = "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0000001;network-provided";

    /// <summary>0.29 net a minute, and 0.09 from the zone.</summary>
    private const string OwnOperator = "602900000";

    [Theory]
    [InlineData(Zone, Elsewhere, "demo/1/area-domestic", 0.18)]
    [InlineData(Zone, null, "demo/1/area-domestic", 0.18)]
    [InlineData(Elsewhere, Zone, "demo/1/domestic", 0.58)]
    [InlineData(null, Zone, "demo/1/domestic", 0.58)]
    public void Who_moves_during_a_call_pays_by_the_place_where_it_began(string? before, string? after, string item, double net)
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48" + OwnOperator).Answers();
        var call = office.Mobile(ChargeOffice.Anna).Dials(OwnOperator, new() { Headers = Access(before) });
        office.Run(1 + 60);
        call.Reinvite(null, [.. Access(after)]);
        office.Run(30);
        call.Update(null, [.. Access(after)]);
        office.Run(30);
        call.HangUp();
        office.Run(1);
        Assert.Equal((item, Money.Of((decimal)net), 120d), (office.Charge().Item, office.Charge().Net, office.Charge().Billed.TotalSeconds));
        Assert.Equal(before == Zone ? "siedziba" : "outside", Assert.Single(office.Stored(office.Record).Decisions, step => step.Step == "area").Outcome);
    }

    // O4: the administrator moves a zone, and the next call counts by it; the one that runs keeps its price.
    [Fact]
    public void A_zone_that_is_moved_during_a_call_counts_from_the_next_one()
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48" + OwnOperator).Answers();
        var call = office.Mobile(ChargeOffice.Anna).Dials(OwnOperator, new() { Headers = Access(Zone) });
        office.Run(1 + 30);
        var area = office.Company.Area;
        var moved = office.Company with { Area = area with { Zones = [area.Zones[0] with { Name = "magazyn", Cells = [new("eutran:260-02:1a2b:0000001")] }] } };
        office.OnLoop(() => office.Bridge.Use(office.DirectoryWith(moved)));
        office.Run(30);
        call.HangUp();
        office.Run(1);
        foreach (var from in new[] { Zone, Elsewhere })
        {
            var next = office.Mobile(ChargeOffice.Anna).Dials(OwnOperator, new() { Headers = Access(from) });
            office.Run(1 + 60);
            next.HangUp();
            office.Run(1);
        }
        Assert.Equal(
            [("demo/1/area-domestic", "siedziba"), ("demo/1/domestic", "outside"), ("demo/1/area-domestic", "magazyn")],
            office.Records.Select(record => (Assert.Single(office.Charges(record)).Item, Assert.Single(office.Stored(record).Decisions, step => step.Step == "area").Outcome)));
    }

    // Once as calls that are reserved on the company's credit, too.
    [Theory]
    [InlineData(PrivateMode.Flagged, Billing.PrivateFlagged, PrivateMode.Prepaid, Billing.PrivatePrepaid, null)]
    [InlineData(PrivateMode.Prepaid, Billing.PrivatePrepaid, PrivateMode.Flagged, Billing.PrivateFlagged, null)]
    [InlineData(PrivateMode.Flagged, Billing.PrivateFlagged, PrivateMode.Prepaid, Billing.PrivatePrepaid, 50)]
    [InlineData(PrivateMode.Prepaid, Billing.PrivatePrepaid, PrivateMode.Flagged, Billing.PrivateFlagged, 50)]
    public void A_private_call_keeps_its_payer_when_the_mode_is_switched_and_the_next_one_has_the_new_one(PrivateMode before, Billing first, PrivateMode after, Billing second, int? credit)
    {
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Piotr, 5m).WithEmployee("202", employee => employee with { PrivateMode = before })
            .With(company => company with { CreditLimit = credit is { } zloty ? Money.Of(zloty) : null }));
        office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Mobile(ChargeOffice.Piotr).Dials(ChargeOffice.Dialled + "*");
        office.Run(1 + 30);
        Import(office, employee => employee with { PrivateMode = after });
        // Over the end of the first slice, too.
        office.Run(60);
        call.HangUp();
        office.Run(1);
        office.Mobile(ChargeOffice.Piotr).TalksFor(office, ChargeOffice.Dialled + "*", 60);
        office.Run(1);
        var charges = office.Records.Select(record => Assert.Single(office.Charges(record))).ToArray();
        Assert.Equal([(first, 90d), (second, 60d)], charges.Select(charge => (charge.Billing, charge.Billed.TotalSeconds)));
        Assert.Equal([first, second], office.Records.Select(record => record.Billing));
        var own = charges.Single(charge => charge.Billing == Billing.PrivatePrepaid);
        Assert.Equal(Money.Of(5m) - own.Gross, office.Account(ChargeOffice.Purse(ChargeOffice.Piotr))?.Balance);
        var companys = charges.Single(charge => charge.Billing == Billing.PrivateFlagged);
        Assert.Equal(companys.Net, office.Account(Storage.Accounts.AccountKey.OfCompany("przyklad", ChargeOffice.Cycle))?.Used);
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void A_profile_that_becomes_narrower_cuts_no_running_call_and_bars_the_next_one()
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Mobile(ChargeOffice.Piotr).Dials(ChargeOffice.Dialled);
        office.Run(1 + 30);
        Import(office, employee => employee with { Profile = "siec-firmowa" });
        call.Reinvite();
        office.Run(90);
        Assert.Equal(PhoneCallState.Answered, call.State);
        var next = office.Mobile(ChargeOffice.Piotr).Dials(ChargeOffice.Dialled);
        office.Run(12);
        Assert.Equal((PhoneCallState.Answered, 403), (call.State, next.FinalStatus));
        call.HangUp();
        office.Run(1);
        Assert.Equal((Closing.Normal, 132d), (Assert.Single(office.Charges(office.Records[^1])).Closing, Assert.Single(office.Charges(office.Records[^1])).Billed.TotalSeconds));
    }

    [Fact]
    public void A_call_that_rings_is_connected_by_the_profile_with_which_it_was_dialled()
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Outside).Answers(10);
        var call = office.Mobile(ChargeOffice.Piotr).Dials(ChargeOffice.Dialled);
        office.Run(5);
        Import(office, employee => employee with { Profile = "siec-firmowa" });
        office.Run(10);
        Assert.Equal(PhoneCallState.Answered, call.State);
    }

    [Fact]
    public void A_longest_call_that_the_profile_gets_binds_the_next_call_only()
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Mobile(ChargeOffice.Piotr).Dials(ChargeOffice.Dialled);
        office.Run(1 + 30);
        var company = office.Company with { Profiles = [.. office.Company.Profiles.Select(profile => profile with { MaxCallMinutes = 1 })] };
        office.OnLoop(() => office.Bridge.Use(office.DirectoryWith(company)));
        office.Run(60);
        Assert.Equal(PhoneCallState.Answered, call.State);
        var next = office.Mobile(ChargeOffice.Piotr).Dials(ChargeOffice.Dialled);
        office.Run(1 + 65);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Ended), (call.State, next.State));
    }

    private static IReadOnlyList<(string, string)> Access(string? value) => value is null ? [] : [("P-Access-Network-Info", value)];

    // As an import does: a new snapshot of the company.
    private static void Import(TestOffice office, Func<Employee, Employee> change) => office.OnLoop(() => office.Bridge.Use(office.DirectoryWith(office.Company with
    {
        Employees = [.. office.Company.Employees.Select(employee => employee.Extension == "202" ? change(employee) : employee)],
    })));
}
