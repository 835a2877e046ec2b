using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>Legs that somebody causes without dialling them (BAR-4): forwards, 302, overflow.</summary>
public sealed class JudgeTests
{
    private static readonly Causer Lucja = new Causer.OfEmployee("przyklad", MobileOf("203"));
    private static readonly Causer Pbx = new Causer.OfTrunk("przyklad", DemoOffice.PbxTrunk);
    private static readonly Causer Line = new Causer.OfLine("przyklad", new("+48600000003"));

    [Fact]
    public void An_employee_forwards_only_where_he_may_call_and_pays()
    {
        var office = new DemoOffice().WithEmployee("203", e => e with { Profile = "siec-firmowa" }).WithPrices(ShippedPrices.Book);
        var inside = Judge(office, Lucja, "202");
        Assert.Equal((true, "+48601000202", NumberClass.OnNet, PayerKind.Employee), (inside.IsAllowed, inside.Number?.Value, inside.Class, inside.Quote!.Payer.Kind));
        var outside = Judge(office, Lucja, "703123456");
        Assert.Equal((CallCause.ProfileBarred, "DEFAULT", "A05"), (outside.Refused, outside.Denial?.Code, outside.Announcement?.Value));
        Assert.Null(outside.Quote);
        Assert.Equal(["emergency", "private-plan", "e164", "class", "operator-bars", "profile"], outside.Decisions.Select(d => d.Step));
    }

    [Fact]
    public void A_PBX_sends_a_call_on_by_the_profile_of_its_trunk()
    {
        var office = new DemoOffice().With(c => c with { Trunks = [c.Trunks[0] with { Profile = "kraj" }] }).WithPrices(ShippedPrices.Book);
        Assert.Equal(new Payer(PayerKind.Company, "przyklad"), Judge(office, Pbx, "sip:+48501234567@192.0.2.1;user=phone").Quote!.Payer);
        Assert.Equal("CLASS_INTERNATIONAL", Judge(office, Pbx, "sip:+49301234567@192.0.2.1").Denial?.Code);
    }

    // HUNT-9: an overflow that leaves the network goes on the line's account, bound by the line's profile.
    [Fact]
    public void A_line_pays_for_its_overflow_and_has_a_profile_of_its_own()
    {
        var office = new DemoOffice().WithLine("602", l => l with { Profile = "kraj" }).WithPrices(ShippedPrices.Book);
        var judged = Judge(office, Line, "0501234567");
        Assert.Equal(new Payer(PayerKind.Line, "przyklad", new("+48600000003")), judged.Quote!.Payer);
        Assert.Equal("domestic", judged.Quote.Row!.Item.Item);
        Assert.Equal("CLASS_PREMIUM", Judge(office, Line, "703123456").Denial?.Code);
    }

    [Theory]
    [InlineData("299", CallCause.Incomplete, "A04")]
    [InlineData("abc", CallCause.Unallocated, "A04")]
    [InlineData("*21#", CallCause.NotInService, "A02")]
    [InlineData("500", CallCause.NotInService, "A02")]
    [InlineData("0501234567*", CallCause.PrivateOff, "A07")]
    public void What_is_no_number_is_refused(string dialled, CallCause cause, string announcement)
    {
        var judged = Judge(new DemoOffice(), Lucja, dialled);
        Assert.Equal((cause, announcement), (judged.Refused, judged.Announcement?.Value));
    }

    // AREA-7.
    [Fact]
    public void A_forwarded_leg_is_nowhere() => Assert.Equal(NumberClass.FixedNational, Judge(new DemoOffice(), Lucja, "+48221112233").Class);

    [Fact]
    public void Who_is_not_there_causes_nothing()
    {
        var office = new DemoOffice();
        Causer[] nobody = [new Causer.OfEmployee("nikt", MobileOf("203")), new Causer.OfEmployee("przyklad", new("+48601999999")), new Causer.OfTrunk("przyklad", "x"), new Causer.OfLine("przyklad", MobileOf("203"))];
        Assert.All(nobody, causer => Assert.Null(Barring.Judge(office.Directory, causer, "202", default, office)));
    }

    private static Judgement Judge(DemoOffice office, Causer causer, string dialled) =>
        Barring.Judge(office.Directory, causer, dialled, new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero), office)!;
}
