using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Rating;
using PbxBridge.Manager.Tests.Site;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Testing;

namespace PbxBridge.Manager.Tests.Telemonitor;

/// <summary>The demo company's Manager on 5 January, with calls that have been charged. Marek looks after the costs of Jan and Ewa.</summary>
internal static class CostlyOffice
{
    public const string Anna = "+48601000201", Piotr = "+48601000202", Lucja = "+48601000203", Marek = "+48601000301", Ewa = "+48601000302", Jan = "+48601000401", Line = "+48600000001", Former = "+48601999999";

    public static readonly BillingCycle January = new(new(2026, 1, 1), new(2026, 2, 1)), December = new(new(2025, 12, 1), new(2026, 1, 1));

    public static Task<TestSite> StartAsync() => TestSite.StartAsync(
        """{"name": "owner", "fullName": "Barbara", "role": "owner"}""",
        """{"name": "anna", "employee": "anna"}""",
        """{"name": "piotr", "employee": "piotr"}""",
        """{"name": "marek", "employee": "marek", "billing": {"employees": ["jan", "ewa"], "rights": ["costs"]}}""");

    /// <summary>With an owner, and so many employees more, <c>p0</c> and on, in ten departments, and logins <c>login0</c> and on for the first of them.</summary>
    public static Task<TestSite> StartLargeAsync(int more, int logins = 0) => TestSite.StartAsync(
        file =>
        {
            file["activeSims"] = more + 24;
            for (var n = 0; n < more; n++)
            {
                ((JsonArray)file["employees"]!).Add(
                    new JsonObject { ["id"] = $"p{n}", ["name"] = $"Osoba {n}", ["mobile"] = LargeNumber(n), ["site"] = "Warszawa", ["department"] = $"dział {n % 10}" });
            }

            // Without a password, and not for p7, who has one.
            for (var n = 0; n < logins; n++)
                ((JsonArray)file["logins"]!).Add(new JsonObject { ["name"] = $"login{n}", ["employee"] = $"p{n + (n < 7 ? 0 : 1)}" });
        },
        """{"name": "owner", "fullName": "Barbara", "role": "owner"}""",
        """{"name": "anna", "employee": "anna"}""",
        """{"name": "lead", "employee": "p7", "billing": {"employees": ["p1", "p2"], "departments": ["dział 3"], "rights": ["costs"]}}""");

    public static string LargeNumber(int n) => $"+48605{n:D6}";

    public static LegCharge Leg(string? payer, decimal net, RateClass kind = RateClass.MobileOther) => new()
    {
        Payer = payer,
        Employee = IdOf(payer),
        Cycle = new CycleBooking(January, January),
        Class = kind,
        Item = new PriceItem("cennik", 3, "x"),
        Charge = new Charge(Money.Of(net), Money.Rounded(net * 1.23m), TimeSpan.FromSeconds(61)),
        Vat = 23,
        Postings = payer is null ? [] : [new Posting(AccountKey.Limit("przyklad", IdOf(payer) ?? payer, January.Start), Money.Of(net))],
    };

    /// <summary>Of the employee who has the number in the demo company's file; null: nobody.</summary>
    public static string? IdOf(string? number) => number switch
    {
        Anna => "anna",
        Piotr => "piotr",
        Lucja => "lucja",
        Marek => "marek",
        Ewa => "ewa",
        Jan => "jan",
        { } other when other.StartsWith("+48605", StringComparison.Ordinal) => $"p{int.Parse(other.AsSpan(6), CultureInfo.InvariantCulture)}",
        _ => null,
    };

    /// <summary>A minute apart, the last one a minute ago.</summary>
    public static Task ChargeAsync(this TestSite site, params LegCharge[] legs) => ChargeAsync(site, ManualTime.Start.AddMinutes(-legs.Length), legs);

    public static async Task ChargeAsync(this TestSite site, DateTimeOffset answered, params LegCharge[] legs)
    {
        await using var writer = new CallRecordWriter(site.Store, NullLogger<CallRecordWriter>.Instance);
        foreach (var leg in legs)
        {
            Assert.True(writer.TryEnqueue(Record(answered, leg)));
            answered = answered.AddMinutes(1);
        }

        await writer.FlushAsync(default);
    }

    private static CallRecord Record(DateTimeOffset answered, LegCharge leg) => new()
    {
        Id = CallId.Format(answered, (UInt128)(leg.Charge.Net.Units + 1)),
        Company = "przyklad",
        StartedAt = answered,
        AnsweredAt = answered,
        EndedAt = answered.AddSeconds(61),
        CallerNumber = leg.Payer ?? "+48225558001",
        CallerShown = leg.Payer ?? "+48225558001",
        Dialled = "602123456",
        Called = new PhoneNumber("+48602123456"),
        NumberClass = NumberClass.MobileOther,
        Direction = CallDirection.Outgoing,
        Service = CallService.Basic,
        Outcome = CallCause.Cleared,
        SipStatus = 200,
        ReleasedBy = ReleasedBy.Caller,
        Billing = leg.Billing,
        Charges = [leg],
    };
}
