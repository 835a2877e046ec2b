using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Limits;
using PbxBridge.Charging.Prices;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Charges;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Charges;

/// <summary>Offices in which calls cost something, and what is in their accounts.</summary>
internal static class ChargeOffice
{
    public const string Anna = "+48601000201", Piotr = "+48601000202", Lucja = "+48601000203";

    /// <summary>Somebody outside; 0.29 net a minute.</summary>
    public const string Outside = "+48501000000", Dialled = "501000000";

    public static DateTimeOffset Cycle => CycleSchedule.Of(1).At(ManualTime.Start).Start;

    /// <summary>Of the employee of the demo company who has the number.</summary>
    public static AccountKey Purse(string number) => AccountKey.Prepaid("przyklad", IdOf(number));

    /// <inheritdoc cref="Purse"/>
    public static AccountKey LimitOf(string number) => LimitOf(number, Cycle);

    /// <inheritdoc cref="Purse"/>
    public static AccountKey LimitOf(string number, DateTimeOffset cycle) => AccountKey.Limit("przyklad", IdOf(number), cycle);

    /// <inheritdoc cref="Purse"/>
    public static AccountKey PremiumOf(string number) => AccountKey.Premium("przyklad", IdOf(number), Cycle);

    public static string IdOf(string number) => number[^3..] switch
    {
        "201" => "anna",
        "202" => "piotr",
        "203" => "lucja",
        "301" => "marek",
        "302" => "ewa",
        "401" => "jan",
        "402" => "katarzyna",
        "200" => "maria",
        _ => throw new ArgumentException($"{number} is nobody's.", nameof(number)),
    };

    /// <summary>0.50 a minute with VAT, as the balance is.</summary>
    public static PriceBook FiftyGross { get; } = Read(text => text.Replace("\"basis\": \"net\"", "\"basis\": \"gross\"", StringComparison.Ordinal).Replace("0.29", "0.50", StringComparison.Ordinal));

    public static OfficeOptions WithBalance(string number, decimal zloty) => new()
    {
        Prices = static _ => FiftyGross,
        Before = store => store.Accounts.Post(Purse(number), new LedgerEntry("start", ManualTime.Start, LedgerKind.Credit, Money.Of(zloty))),
    };

    public static OfficeOptions WithLimit(this OfficeOptions options, CostLimit limit) => options.WithEmployee("201", employee => employee with { Limit = limit });

    public static OfficeOptions WithOwnAccount(this OfficeOptions options) => options.WithEmployee("201", employee => employee with { PrivateMode = PrivateMode.Prepaid });

    public static Account? Account(this TestOffice office, AccountKey key)
    {
        office.Flush();
        return office.Store.Accounts.Find(key);
    }

    /// <summary>Calls, is answered after a second, talks so long to the millisecond, and hangs up. Refreshes its session as it must.</summary>
    public static void TalksFor(this Party caller, TestOffice office, string dialled, double seconds)
    {
        var call = caller.Dials(dialled);
        office.Run(1);
        for (; seconds > 600; seconds -= 600)
        {
            office.Run(600);
            call.Update(null, ("Supported", "timer"), ("Session-Expires", "1800;refresher=uac"));
        }
        office.Run(seconds);
        call.HangUp();
    }

    /// <summary>The call's only charge.</summary>
    public static ChargedCall Charge(this TestOffice office) => Assert.Single(office.Charges(office.Record));

    /// <summary>Every account adds up, and nothing is reserved for calls that are over.</summary>
    public static void AssertAccountsAddUp(this TestOffice office)
    {
        office.Flush();
        Assert.Empty(office.Store.Accounts.Discrepancies());
        Assert.All(office.Store.Accounts.InCycle("przyklad", Cycle).Concat(office.Store.Accounts.Prepaid()), account => Assert.Equal(Money.Zero, account.Reserved));
    }

    private static PriceBook Read(Func<string, string> change)
    {
        var text = change(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "config", "demo-prices.json")));
        var reading = PriceListFile.Read(System.Text.Encoding.UTF8.GetBytes(text));
        Assert.Empty(reading.Faults);
        return PriceBook.Of([Assert.IsType<PriceList>(reading.List)]);
    }
}
