using PbxBridge.Charging.Cycles;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Terms;
using PbxBridge.Storage;
using PbxBridge.Storage.Fees;

namespace PbxBridge.Fees;

/// <summary>Books what every company pays each billing cycle, when the cycle begins (CYC-3): at the start of the program and then once an hour, each fee once, whoever
/// of several nodes is first.</summary>
/// <param name="directory">As of now; any thread.</param>
internal sealed class SubscriptionFees(Store store, Func<CompanyDirectory> directory, TimeProvider time, ILogger<SubscriptionFees> log) : IAsyncDisposable
{
    private const int AtOnce = 50;

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private readonly Dictionary<string, BillingCycle> _booked = [];
    private RegularWork? _work;

    public void Start() => _work = RegularWork.Start(Every, atOnce: true, LookOnce, time);

    public ValueTask DisposeAsync() => _work?.DisposeAsync() ?? default;

    /// <returns>How many fees were new.</returns>
    public int Look()
    {
        var (companies, booked) = (directory(), 0);
        if (companies.Prices is not { } prices)
            return 0;
        var (now, today) = (time.GetUtcNow(), WarsawTime.Day(time.GetUtcNow()));
        foreach (var group in companies.Companies.Where(company => IsDue(company, today)).Chunk(AtOnce))
        {
            booked += store.Fees.Book([.. group.Select(company => new FeeBooking(
                company.Id, company.Cycles.On(today), CompanySubscriptions.Due(company, prices, company.Cycles.On(today), Since(company), today), "pbxbridge"))]);
            foreach (var company in group)
                _booked[company.Id] = company.Cycles.On(today);
        }

        return booked;
    }

    // One that is not in service yet may be so later in the cycle.
    private bool IsDue(CompanySnapshot company, DateOnly today) =>
        company.IsInService(today) && (!_booked.TryGetValue(company.Id, out var cycle) || cycle != company.Cycles.On(today));

    private DateOnly Since(CompanySnapshot company) =>
        store.Companies.History(company.Id) is [.., var first] ? WarsawTime.Day(first.SavedAt) : DateOnly.MinValue;

    private void LookOnce()
    {
        try
        {
            if (Look() is var booked and > 0)
                FeesLog.Booked(log, booked);
        }
        catch (Exception fault)
        {
            FeesLog.NotBooked(log, fault);
        }
    }
}
