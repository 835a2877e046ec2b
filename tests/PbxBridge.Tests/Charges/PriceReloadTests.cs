using PbxBridge.Charges;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Charges;

/// <summary>A price list that changes while calls run (RAT-6): 0.29 becomes 0.50 a minute with VAT in it.</summary>
public sealed class PriceReloadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prices").FullName;

    [Fact]
    public void A_call_that_talks_keeps_its_price_and_the_next_one_has_the_new_one()
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(1 + 30);
        Reload(office);
        office.Run(30);
        call.HangUp();
        office.Run(1);
        Assert.Equal(Money.Of(0.29m), office.Charge().Net);
        office.Mobile(ChargeOffice.Anna).TalksFor(office, ChargeOffice.Dialled, 60);
        office.Run(1);
        Assert.Equal(Money.Of(0.50m), Assert.Single(office.Charges(office.Records[^1])).Gross);
    }

    [Fact]
    public void A_call_that_rings_has_the_price_of_its_answer()
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Outside).Answers(10);
        var call = office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(5);
        Reload(office);
        office.Run(5 + 60);
        call.HangUp();
        office.Run(1);
        Assert.Equal(Money.Of(0.50m), office.Charge().Gross);
    }

    [Fact]
    public void A_call_that_is_reserved_while_it_rings_has_the_price_of_its_answer_too()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLimit(new() { Amount = Money.Of(1m), Mode = LimitMode.BarAll, CutsRunning = true }));
        office.Mobile(ChargeOffice.Outside).Answers(10);
        office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(5);
        Reload(office);
        office.Run(5 + 210);
        Assert.Equal((147d, Money.Of(0.9959m)), (office.Charge().Billed.TotalSeconds, office.Charge().Net));
        Assert.Equal(Money.Of(0.9959m), office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void A_call_on_the_own_account_keeps_the_price_by_which_it_was_reserved()
    {
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Piotr, 1m) with { Prices = static book => book });
        office.Mobile(ChargeOffice.Outside).Answers(10);
        var call = office.Mobile(ChargeOffice.Piotr).Dials(ChargeOffice.Dialled + "*");
        office.Run(5);
        Reload(office);
        office.Run(5 + 60);
        call.HangUp();
        office.Run(1);
        Assert.Equal((Money.Of(0.3567m), 60d), (office.Charge().Gross, office.Charge().Billed.TotalSeconds));
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void A_changed_file_is_seen_and_a_broken_one_keeps_the_last_good_prices()
    {
        var path = Write("prices.json", Good);
        var lists = new PriceLists([path]);
        Assert.True(lists.TryRead());
        Assert.False(lists.HaveChanged);
        var book = lists.Book;
        Write("prices.json", Good.Replace("\"version\": 1", "\"version\": 12", StringComparison.Ordinal));
        Assert.True(lists.HaveChanged);
        Assert.True(lists.TryRead());
        Assert.Equal(12, Assert.Single(lists.Heads).Version);
        Assert.NotSame(book, lists.Book);
        book = lists.Book;
        Write("prices.json", Good.Replace("\"price\": 0.29", "\"price\": -0.29", StringComparison.Ordinal));
        Assert.True(lists.HaveChanged);
        Assert.False(lists.TryRead());
        Assert.Same(book, lists.Book);
        Assert.All(lists.Faults, fault => Assert.StartsWith($"Price list {path}, $.calls[", fault, StringComparison.Ordinal));
        File.Delete(path);
        Assert.True(lists.HaveChanged);
        Assert.False(lists.TryRead());
        Assert.StartsWith($"The price list {path} (Operator:PriceLists) cannot be read: ", Assert.Single(lists.Faults), StringComparison.Ordinal);
        Assert.Same(book, lists.Book);
    }

    [Fact]
    public void The_same_list_twice_is_a_fault()
    {
        var lists = new PriceLists([Write("one.json", Good), Write("two.json", Good)]);
        Assert.False(lists.TryRead());
        Assert.Contains("two.json", Assert.Single(lists.Faults), StringComparison.Ordinal);
        Assert.Null(lists.Book);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    internal static string Good { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "config", "demo-prices.json"));

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static void Reload(TestOffice office) => office.OnLoop(() => office.Bridge.Use(office.Directory.With(ChargeOffice.FiftyGross)));
}
