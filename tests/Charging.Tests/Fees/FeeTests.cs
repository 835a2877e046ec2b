using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Fees;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Tests.Prices;

namespace PbxBridge.Charging.Tests.Fees;

public sealed class FeeTests
{
    private static readonly PriceBook Demo = PriceBook.Of([DemoPrices.List]);

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    // F2, F3, F5, F6: same change, two actors, one consultant's fee.
    [Theory]
    [InlineData(FeeOperation.ProfileChange, "", "CONS_PROFILE_CHANGE")]
    [InlineData(FeeOperation.ProfileRestriction, "EVT_PROFILE_RESTRICT", "EVT_PROFILE_RESTRICT CONS_PROFILE_CHANGE")]
    [InlineData(FeeOperation.NumberChange, "EVT_NUMBER_CHANGE", "EVT_NUMBER_CHANGE CONS_NUMBER_CHANGE")]
    [InlineData(FeeOperation.ManagerActivation, "ACT_MANAGER", "ACT_MANAGER")]
    [InlineData(FeeOperation.CompanyAreaActivation, "ACT_COMPANY_AREA", "ACT_COMPANY_AREA CONS_SERVICE_ACTIVATION")]
    [InlineData(FeeOperation.CompanyAreaChange, "", "CONS_AREA_CHANGE")]
    [InlineData(FeeOperation.CompanyAreaZone, "", "CONS_AREA_CHANGE")]
    [InlineData(FeeOperation.CompanyLineActivation, "ACT_COMPANY_LINE", "ACT_COMPANY_LINE CONS_SERVICE_ACTIVATION")]
    [InlineData(FeeOperation.CompanyLineChange, "", "")]
    [InlineData(FeeOperation.PersonalLineActivation, "ACT_PERSONAL_LINE", "ACT_PERSONAL_LINE CONS_SERVICE_ACTIVATION")]
    [InlineData(FeeOperation.PersonalLineChange, "", "")]
    [InlineData(FeeOperation.PrivateCallsActivation, "", "CONS_SERVICE_ACTIVATION")]
    [InlineData(FeeOperation.PartnerActivation, "", "CONS_SERVICE_ACTIVATION")]
    [InlineData(FeeOperation.LimitChange, "", "CONS_LIMIT_CHANGE")]
    [InlineData(FeeOperation.NoticeChange, "", "")]
    public void A_consultant_costs_in_addition_and_what_the_list_does_not_have_is_free(FeeOperation operation, string company, string consultant)
    {
        Assert.Equal(company, Keys(Quote([operation], FeeActor.Company)));
        Assert.Equal(consultant, Keys(Quote([operation], FeeActor.Consultant)));
    }

    [Fact]
    public void Every_operation_has_its_row()
    {
        foreach (var operation in Enum.GetValues<FeeOperation>())
        {
            var consultant = FeeTable.Keys(operation, FeeActor.Consultant);
            Assert.NotEmpty(consultant);
            Assert.All(consultant, k => Assert.NotNull(FeeKeys.KindOf(k)));
            Assert.All(FeeTable.Keys(operation, FeeActor.Company), k => Assert.NotEqual(FeeKind.Consultant, FeeKeys.KindOf(k)));
        }
    }

    // F7, FEE-3.
    [Fact]
    public void A_quote_names_list_version_and_item_and_both_amounts()
    {
        var quote = Quote([.. Enumerable.Repeat(FeeOperation.ProfileRestriction, 3), FeeOperation.CompanyAreaActivation], FeeActor.Consultant);
        Assert.Equal(
            [
                "demo/1/EVT_PROFILE_RESTRICT 3 15.00 18.45", "demo/1/CONS_PROFILE_CHANGE 3 30.00 36.90", "demo/1/ACT_COMPANY_AREA 1 50.00 61.50",
                "demo/1/CONS_SERVICE_ACTIVATION 1 10.00 12.30",
            ],
            quote.Lines.Select(l => $"{l.Item} {l.Count} {l.Net} {l.Gross}"));
        Assert.Equal(("105.00", "129.15", false), (quote.Net.ToString(), quote.Gross.ToString(), quote.IsFree));
        Assert.Equal("Zmiana Profilu na bardziej restrykcyjny", quote.Lines[0].Name.Polish);
        Assert.True(Quote([FeeOperation.PersonalLineActivation], FeeActor.Company).IsFree);
        Assert.True(FeeQuote.Of(PriceBook.Empty, "przyklad", Enum.GetValues<FeeOperation>(), FeeActor.Consultant, Now).Lines.IsEmpty);
    }

    [Fact]
    public void A_gross_fee_contains_its_vat()
    {
        var book = PriceBook.Of([DemoPrices.Edition(("fees/4/basis", "\"gross\""), ("fees/4/amount", "5.00"))]);
        var line = FeeQuote.Of(book, "przyklad", [FeeOperation.ProfileRestriction], FeeActor.Company, Now).Lines.Single();
        Assert.Equal(("4.07", "5.00"), (line.Net.ToString(), line.Gross.ToString()));
    }

    // P6: a company's own fees.
    [Fact]
    public void A_companys_own_list_goes_before_the_default()
    {
        var own = DemoPrices.Edition(("id", "\"own\""), ("company", "\"przyklad\""), ("fees", """[{"id":"EVT_PROFILE_RESTRICT","name":{"pl":"a","en":"a"},"amount":1}]"""));
        var quote = FeeQuote.Of(PriceBook.Of([DemoPrices.List, own]), "przyklad", [FeeOperation.ProfileRestriction], FeeActor.Consultant, Now);
        Assert.Equal(["own/1/EVT_PROFILE_RESTRICT", "demo/1/CONS_PROFILE_CHANGE"], quote.Lines.Select(l => l.Item.ToString()));
    }

    // FEE-1: one key for each fee of a change.
    [Fact]
    public void A_confirmed_quote_is_booked_under_the_id_of_its_change()
    {
        var quote = Quote([FeeOperation.ProfileRestriction, FeeOperation.PersonalLineActivation], FeeActor.Consultant);
        var entries = quote.Book(Quote([FeeOperation.ProfileRestriction, FeeOperation.PersonalLineActivation], FeeActor.Consultant), "change-17");
        Assert.Equal(["change-17/EVT_PROFILE_RESTRICT", "change-17/CONS_PROFILE_CHANGE", "change-17/CONS_SERVICE_ACTIVATION"], entries!.Value.Select(e => e.Key));
        Assert.All(entries.Value, e => Assert.Equal(("demo", 1), (e.Line.Item.List, e.Line.Item.Version)));
    }

    [Fact]
    public void A_price_that_changed_since_the_preview_is_not_booked()
    {
        var dearer = PriceBook.Of([DemoPrices.List, DemoPrices.Edition(("version", "2"), ("validFrom", "\"2026-11-23\""), ("fees/4/amount", "6.00"))]);
        FeeQuote At(DateTimeOffset at) => FeeQuote.Of(dearer, "przyklad", [FeeOperation.ProfileRestriction], FeeActor.Company, at);
        var shown = At(Now);
        Assert.NotNull(shown.Book(At(Now.AddHours(10.9)), "c"));
        Assert.Null(shown.Book(At(Now.AddHours(11)), "c"));
        Assert.Equal("6.00", At(Now.AddHours(11)).Net.ToString());
    }

    // FEE-2.
    [Theory]
    [InlineData("anna", 15, true)]
    [InlineData("anna", 16, false)]
    [InlineData("jan", 1, false)]
    public void A_fee_is_given_back_to_who_takes_the_change_back_in_time(string by, int minutes, bool back)
    {
        var entry = Quote([FeeOperation.ProfileRestriction], FeeActor.Company).Book(Quote([FeeOperation.ProfileRestriction], FeeActor.Company), "c")!.Value.Single();
        var reverted = entry.Reverted("anna", Now, by, Now.AddMinutes(minutes));
        Assert.Equal(back ? ("c/EVT_PROFILE_RESTRICT/reverted", "-5.00", "-6.15") : default, reverted is null ? default : (reverted.Key, reverted.Line.Net.ToString(), reverted.Line.Gross.ToString()));
    }

    // F1, CYC-3.
    [Theory]
    [InlineData("2026-10-05", null, "25.00")]
    [InlineData("2026-11-16", null, "12.50")]
    [InlineData("2026-11-01", "2026-11-10", "25.00")]
    [InlineData("2026-12-01", null, null)]
    [InlineData("2026-09-01", "2026-11-01", null)]
    [InlineData("2026-11-16", "2026-11-16", null)]
    public void A_subscription_is_due_each_cycle_and_pro_rata_in_its_first(string activated, string? ended, string? net)
    {
        var subscription = new Subscription("SUB_COMPANY_NETWORK", "+48601000201", 1, Day(activated), ended is null ? null : Day(ended));
        var entry = subscription.Due(Demo, "przyklad", CycleSchedule.Of(1).On(Day("2026-11-22")));
        Assert.Equal(net, entry?.Line.Net.ToString());
        Assert.Equal(net is null ? null : "2026-11-01/+48601000201/SUB_COMPANY_NETWORK", entry?.Key);
    }

    [Fact]
    public void Eight_channels_cost_eight_times_and_a_fee_that_is_not_listed_nothing()
    {
        var november = CycleSchedule.Of(1).On(Day("2026-11-22"));
        Assert.Equal("64.00", new Subscription("SUB_TRUNK_CHANNEL", "pbx", 8, Day("2026-01-01"), null).Due(Demo, "przyklad", november)!.Line.Net.ToString());
        Assert.Null(new Subscription("SUB_OTHER", "pbx", 8, Day("2026-01-01"), null).Due(Demo, "przyklad", november));
    }

    [Fact]
    public void The_price_of_the_day_of_activation_counts_in_the_first_cycle()
    {
        var dearer = PriceBook.Of([DemoPrices.List, DemoPrices.Edition(("version", "2"), ("validFrom", "\"2026-11-16\""), ("fees/0/amount", "30.00"))]);
        string? Net(string activated, string cycle) => new Subscription("SUB_COMPANY_NETWORK", "s", 1, Day(activated), null)
            .Due(dearer, "przyklad", CycleSchedule.Of(1).On(Day(cycle)))?.Line.Net.ToString();
        Assert.Equal("25.00", Net("2026-11-01", "2026-11-22"));
        Assert.Equal("15.00", Net("2026-11-16", "2026-11-22"));
        Assert.Equal("30.00", Net("2026-11-01", "2026-12-22"));
    }

    private static FeeQuote Quote(FeeOperation[] operations, FeeActor actor) => FeeQuote.Of(Demo, "przyklad", operations, actor, Now);

    private static string Keys(FeeQuote quote) => string.Join(' ', quote.Lines.Select(l => l.Item.Item));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
