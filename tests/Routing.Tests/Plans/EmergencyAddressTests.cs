using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>Which address an emergency centre is told (NUM-8).</summary>
public sealed class EmergencyAddressTests
{
    private static readonly CivicAddress Warszawa = new("Prosta", "10", "00-950", "Warszawa");

    [Fact]
    public void The_address_of_the_desk_phones_own_site_is_told()
    {
        var szczecin = new CivicAddress("Wąska", "1", null, "Szczecin");
        var office = new DemoOffice().With(c => c with
        {
            Sites = [c.Sites[0] with { Address = Warszawa }, c.Sites[1] with { Address = szczecin }, c.Sites[2]],
            PbxRanges = [c.PbxRanges[0], new(new("+48914440000"), new("+48914440099"), DemoOffice.PbxTrunk, null, "Szczecin")],
        });
        Assert.Equal(new CallerAddress(Warszawa, "Przykład Sp. z o.o."), office.Plan(FromDesk("8234", "112")).Location);
        Assert.Equal(szczecin, office.Plan(FromDesk("+48914440007", "112")).Location?.Address);
        Assert.Contains(office.Plan(FromDesk("8234", "112")).Decisions, d => d.Sentence.Polish == "Numer alarmowy dostaje adres: Prosta 10, 00-950 Warszawa.");
        Assert.Equal("reject NotAuthorised", PlanText.Of(office.Plan(FromDesk("8234", "202") with { Source = new CallSource.FromPbx("przyklad", "x") })));
    }

    [Fact]
    public void A_mobile_and_an_ordinary_call_have_none()
    {
        var office = new DemoOffice().With(c => c with { Sites = [c.Sites[0] with { Address = Warszawa }, .. c.Sites[1..]] });
        Assert.Null(office.Plan(FromMobile("201", "112")).Location);
        Assert.Null(office.Plan(FromDesk("8234", "202")).Location);
        Assert.Null(office.Plan(FromDesk("8234", "112") with { TellsLocation = true }).Location);
    }
}
