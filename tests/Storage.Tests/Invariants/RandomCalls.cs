using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Rating;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Quotas;

namespace PbxBridge.Storage.Tests.Invariants;

/// <summary>Calls in random order from a seed, each step of which may be asked again: private ones that are reserved for, business ones that are only recorded.</summary>
internal sealed class RandomCalls(int seed, Store store, CallRecordWriter writer, QuotaStore quotas)
{
    public const int Employees = 3;

    public static readonly Tariff[] Tariffs =
    [
        new() { Price = 0.60m, Per = TimeSpan.FromSeconds(60), Basis = PriceBasis.Gross },
        new() { Price = 1m, Per = TimeSpan.FromHours(1), Basis = PriceBasis.Gross },
        new() { Price = 0.29m, Per = TimeSpan.FromSeconds(60), First = TimeSpan.FromSeconds(60), Next = TimeSpan.FromSeconds(30), ConnectionFee = Money.Of(0.15m) },
    ];

    private readonly Random _random = new(seed);
    private readonly List<OpenCall> _open = [];
    private readonly List<Action> _done = [];
    private int _calls;

    /// <summary>What each ended call of an own account must have cost it, by session.</summary>
    public Dictionary<string, Money> Charged { get; } = [];

    /// <summary>Every record that was given to the writer, by the id of its call: how much it charges the company.</summary>
    public Dictionary<string, Money> Recorded { get; } = [];

    public Dictionary<string, Money> ToppedUp { get; } = [];

    public IReadOnlyList<string> OpenSessions => [.. _open.Select(call => call.Id)];

    public static AccountKey Own(int employee) => AccountKey.Prepaid("przyklad", $"+4860100020{employee}");

    public void Step()
    {
        switch (_random.Next(12))
        {
            case 0:
                TopUp();
                break;
            case 1 or 2 or 3:
                Begin();
                break;
            case 4 or 5 when _open.Count > 0:
                Renew(_open[_random.Next(_open.Count)]);
                break;
            case 6 or 7 when _open.Count > 0:
                End(_open[_random.Next(_open.Count)]);
                break;
            case 8 when _open.Count > 0:
                Abandon(_open[_random.Next(_open.Count)]);
                break;
            case 9 or 10 when _done.Count > 0:
                // A request or record that comes again, out of its order.
                _done[_random.Next(_done.Count)]();
                break;
            default:
                Business();
                break;
        }
    }

    private void TopUp()
    {
        var (employee, reference, amount) = (_random.Next(Employees), $"top-up {seed}/{ToppedUp.Count}", Money.Of(_random.Next(1, 300) / 100m));
        Do(() => store.Accounts.Post(Own(employee), new LedgerEntry(reference, SampleCall.Start, LedgerKind.TopUp, amount)));
        ToppedUp[reference] = amount;
    }

    private void Begin()
    {
        var (call, tariff) = (new OpenCall(NextId()), Tariffs[_random.Next(Tariffs.Length)]);
        call.Payer = new QuotaPayer(Own(_random.Next(Employees)), tariff, PriceBasis.Gross, "private/1/x", 3);
        var request = new QuotaRequest(call.Id, 1, [call.Payer], CallDraft.Write(Record(call.Id), Leg(call, TimeSpan.Zero)));
        var answer = Do(() => quotas.Reserve(request));
        if (!answer.IsGranted)
            return;
        call.Granted = answer.Until;
        _open.Add(call);
    }

    private void Renew(OpenCall call)
    {
        call.Talked = TimeSpan.FromMilliseconds(_random.NextInt64((long)call.Talked.TotalMilliseconds, (long)call.Granted.TotalMilliseconds + 1));
        var (number, talked) = (++call.RequestNo, call.Talked);
        call.Granted = Do(() => quotas.Renew(call.Id, number, talked)).Until;
    }

    private void End(OpenCall call)
    {
        var talked = TimeSpan.FromMilliseconds(_random.NextInt64((long)call.Talked.TotalMilliseconds, (long)call.Granted.TotalMilliseconds + 5_000));
        var number = ++call.RequestNo;
        var record = Record(call.Id) with { Charges = [Leg(call, talked) with { Quota = new QuotaEnd(call.Id, number, talked) }] };
        Do(() => writer.TryEnqueue(record));
        _open.Remove(call);
        Charged[call.Id] = call.Payer!.Cost(talked < call.Granted ? talked : call.Granted);
        Recorded[call.Id] = Money.Zero;
    }

    private void Abandon(OpenCall call)
    {
        // Whatever was charged already stays charged.
        if (call.RequestNo > 1)
            return;
        Do(() => quotas.Release(call.Id, 2));
        _open.Remove(call);
        Charged[call.Id] = Money.Zero;
    }

    private void Business()
    {
        var id = NextId();
        var charge = CallCharge.Of(SampleCharge.Tariff, TimeSpan.FromSeconds(_random.Next(1, 4_000)));
        var cycle = _random.Next(2) == 0 ? SampleCharge.Cycle : new BillingCycle(SampleCharge.Cycle.Next, SampleCharge.Cycle.Next.AddMonths(1));
        var record = Record(id) with
        {
            Charges =
            [
                SampleCharge.Leg(SampleCharge.Anna) with
                {
                    Charge = charge,
                    Cycle = new CycleBooking(cycle, cycle),
                    Postings = [new Posting(AccountKey.Limit("przyklad", SampleCharge.Anna, cycle.Start), charge.Net), new Posting(AccountKey.OfCompany("przyklad", cycle.Start), charge.Net)],
                },
            ],
        };
        Do(() => writer.TryEnqueue(record));
        Recorded[id] = charge.Net;
    }

    private T Do<T>(Func<T> what)
    {
        _done.Add(() => what());
        return what();
    }

    private string NextId() => CallId.Format(SampleCall.Start, ((UInt128)seed << 32) | (UInt128)(++_calls));

    private static CallRecord Record(string id) => SampleCall.Record(id) with { Flow = [], Decisions = [], Attempts = [] };

    private static LegCharge Leg(OpenCall call, TimeSpan talked) => SampleCharge.Leg(call.Payer!.Account.Owner) with
    {
        Billing = Billing.PrivatePrepaid,
        Charge = CallCharge.Of(call.Payer.Tariff, talked),
        Postings = [],
    };

    private sealed class OpenCall(string id)
    {
        public string Id { get; } = id;

        public QuotaPayer? Payer { get; set; }

        public long RequestNo { get; set; } = 1;

        public TimeSpan Talked { get; set; }

        public TimeSpan Granted { get; set; }
    }
}
