using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Rating;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Limits;

namespace PbxBridge.Storage.Tests;

/// <summary>A call of 61 s at 0.29 zł a minute, by the second: 0.2948 net, 0.3626 gross.</summary>
internal static class SampleCharge
{
    public const string Anna = "+48601000201", Piotr = "+48601000202";

    /// <summary>Their ids.</summary>
    public static readonly ChargePayer OfAnna = ChargePayer.OfEmployee("anna"), OfPiotr = ChargePayer.OfEmployee("piotr");

    public static readonly BillingCycle Cycle = new(new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 1));

    public static readonly Tariff Tariff = new() { Price = 0.29m, Per = TimeSpan.FromSeconds(60) };

    public static string Id(int n) => CallId.Format(SampleCall.Start, (UInt128)n);

    public static CallRecord Call(int n) => SampleCall.Record(Id(n)) with { Charges = [Leg(Anna)] };

    public static AccountKey LimitOf(string employee) => AccountKey.Limit("przyklad", employee, Cycle.Start);

    public static string? IdOf(string? number) => number switch
    {
        Anna => "anna",
        Piotr => "piotr",
        _ => null,
    };

    public static LegCharge Leg(string payer, LimitTerms? watch = null)
    {
        var charge = CallCharge.Of(Tariff, TimeSpan.FromSeconds(60.679));
        return new LegCharge
        {
            Leg = 1,
            Payer = payer,
            Employee = IdOf(payer),
            Cycle = new CycleBooking(Cycle, Cycle),
            Class = RateClass.MobileOther,
            Item = new PriceItem("cennik", 3, "mobile"),
            Charge = charge,
            Vat = 23,
            Postings = [new Posting(LimitOf(payer), charge.Net, watch), new Posting(AccountKey.OfCompany("przyklad", Cycle.Start), charge.Net)],
        };
    }
}
