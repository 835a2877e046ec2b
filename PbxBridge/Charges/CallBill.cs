using System.Collections.Immutable;
using PbxBridge.Calls;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Quotas;
using PbxBridge.Charging.Rating;
using PbxBridge.Media.Sounds;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Sip.Loop;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Limits;
using PbxBridge.Storage.Quotas;

namespace PbxBridge.Charges;

/// <summary>The money side of one call: reserves before it is placed where the plan says so, follows it, and gives its record what each payer pays.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class CallBill : IQuotaUser, ITimerOwner
{
    /// <summary>A call that is longer is billed in parts (RAT-7).</summary>
    private static readonly TimeSpan LongestPart = TimeSpan.FromHours(4);

    private readonly ChargeDesk _desk;
    private readonly Call _call;
    private readonly LoopTimer _part;

    // The caller's payer; then who pays for the leg that answered, where that is somebody else.
    private LegBill? _main;
    private LegBill? _side;

    // Before the answer: legs that somebody else pays for, and for which has to be reserved.
    private LegReservations? _legs;

    // The employee's own account, once he has pressed the star.
    private LegBill? _own;
    private CallBound? _bound;
    private readonly int _revision;
    private bool _asked;
    private JoinedReservations? _joined;

    public CallBill(ChargeDesk desk, Call call)
    {
        (_desk, _call, _revision) = (desk, call, desk.Revision);
        _part = new LoopTimer(this);
        if (call.Plan.Quote is { Payer.Kind: not PayerKind.Free } quote)
            _main = new LegBill(desk, quote, 0, null);
        Billing = _main?.Billing ?? Payers.Unpaid(desk.Directory, call.Plan);
        if (call.Plan is { Denial.IsThresholdReached: true, Company: { } company, Caller: { } caller } && desk.Directory.Company(company)?.EmployeeWith(caller) is { } employee
            && QuoteAccounts.Threshold(desk.Directory, company, employee.Id, call.WallClock) is { } reached)
            desk.PremiumReached(reached);
    }

    // Few calls have any.
    private JoinedReservations Joined => _joined ??= new JoinedReservations(_desk, _call, this);

    /// <summary>Of the call as its company sees it.</summary>
    public Billing Billing { get; }

    /// <summary>Why the call ends, where neither side has hung up and no payer has come to his bound.</summary>
    public Closing Closing { get; set; }

    public bool IsPrivate => Billing is Billing.PrivateFlagged or Billing.PrivatePrepaid;

    /// <summary>A limit that grows with this call although nothing is reserved; null: none does.</summary>
    public LimitTerms? Watched => _main?.Watched;

    public Money CostSoFar => _main?.CostSoFar(_call.Now) ?? Money.Zero;

    /// <summary>Reserves where the plan says so. False: there is nothing to wait for.</summary>
    public bool TryAsk()
    {
        if (_main is not { Quote.NeedsReservation: true } main)
            return false;
        main.Quota = Reserve(main, _call.Origin.Id);
        _desk.Add(this);
        return true;
    }

    /// <summary>Reserves for a leg that somebody besides the caller pays for. False: nothing has to be waited for, it may ring.</summary>
    public bool TryAsk(CallLeg leg)
    {
        if (leg.Command.Target.Quote is not { NeedsReservation: true })
            return false;
        _desk.Add(this);
        return (_legs ??= new LegReservations(_desk, _call, this)).TryAsk(leg);
    }

    /// <summary>From now on it costs.</summary>
    /// <param name="target">Who answered; null: the bridge itself.</param>
    public void Answered(RingTarget? target)
    {
        Answer(_main);
        _side = _legs?.Take(target) ?? (Payers.OfLeg(_desk.Directory, _call.Plan, target) is { } side ? new LegBill(_desk, side, 1, null) : null);
        _legs = null;
        Answer(_side);
        Bind();
        if (_main is null && _side is null)
            return;
        // Limits were changed while it rang.
        if (_revision != _desk.Revision)
        {
            Joined.Follow(_main);
            Joined.Follow(_side);
        }
        _desk.Add(this);
        _desk.Loop.Timers.Arm(_part, LongestPart);
    }

    private void Answer(LegBill? bill)
    {
        if (bill is null)
            return;
        var joins = bill.GivesUpReservation(_call.WallClock);
        bill.Answer(_call.Now, _call.WallClock);
        if (joins)
            Joined.Join(bill, static () => { });
    }

    /// <summary>A key of the caller, while a limit is about to end his call: the star takes it to his own account.</summary>
    public void KeyPressed(char key)
    {
        if (key == '*' && !_asked && _main is { IsAnswered: true, Quota.IsFinal: true }
            && QuoteAccounts.OnOwnAccount(_desk.Directory, _main.Quote, _call.WallClock) is { } quote)
        {
            _asked = true;
            _own = new LegBill(_desk, quote, 0, _call.Origin.Id + "/2");
            _own.Quota = Reserve(_own, _call.Origin.Id + "/2");
        }
    }

    /// <summary>Keys matter: a limit may end the call, and the caller could go on at his own cost.</summary>
    public bool ListensForStar => _main is { Quota: not null } && QuoteAccounts.OnOwnAccount(_desk.Directory, _main.Quote, _call.WallClock) is not null;

    /// <summary>The call is over: what its record says of money.</summary>
    public ImmutableArray<LegCharge> End()
    {
        _desk.Loop.Timers.Cancel(_part);
        _bound?.Cancel();
        _desk.Remove(this);
        _own?.Quota?.Drop();
        _legs?.Drop();
        var charges = ImmutableArray.CreateBuilder<LegCharge>(2);
        foreach (var bill in (LegBill?[])[_main, _side])
        {
            if (bill is null)
                continue;
            if (bill.Closing == Closing.Normal)
                bill.Closing = Closing;
            charges.Add(bill.End(_call.Now, _call.WallClock));
        }
        if (charges.Count == 0 && Closing != Closing.Normal)
            charges.Add(new LegCharge { Billing = Billing, Closing = Closing });
        return charges.ToImmutable();
    }

    /// <summary>What the store has to know of an answered call, for the case that this node dies; null: a reservation knows it.</summary>
    /// <param name="draft">Its record as it stands.</param>
    public OpenCall? Open(CallRecord draft)
    {
        var legs = ImmutableArray.CreateBuilder<OpenLeg>(2);
        foreach (var bill in (LegBill?[])[_main, _side])
        {
            if (bill is null)
                continue;
            if (bill.Open() is not { } leg)
                return null;
            legs.Add(leg);
        }
        if (legs.Count == 0)
            legs.Add(new OpenLeg(new LegCharge { Billing = Billing }, null, []));
        return new OpenCall(draft with { Billing = Billing }, legs.ToImmutable(), _desk.Epoch);
    }

    /// <summary>Limits of these companies were set, changed or lifted: the call goes on by what they are now, or is warned and cut (LIM-5, LIM-7).</summary>
    public void LimitsChanged(HashSet<string> companies)
    {
        if (_main?.Quote.Payer.Company is { } caller && companies.Contains(caller))
            Joined.Follow(_main);
        if (_side?.Quote.Payer.Company is { } other && companies.Contains(other))
            Joined.Follow(_side);
    }

    /// <summary>What the companies that pay may see of it while it runs (LIM-8).</summary>
    public void AddRunning(List<RunningLeg> legs)
    {
        if (_main?.Running(_call.Now) is { } main)
            legs.Add(main);
        if (_side?.Running(_call.Now) is { } side)
            legs.Add(side);
    }

    public void AddSessions(ref List<(string, DateTimeOffset?)>? calls)
    {
        _legs?.AddSessions(ref calls);
        AddSession(_main, ref calls);
        AddSession(_own, ref calls);
        AddSession(_side, ref calls);
    }

    private static void AddSession(LegBill? bill, ref List<(string, DateTimeOffset?)>? calls)
    {
        if (bill?.Quota is { IsOpen: true } quota)
            (calls ??= []).Add((quota.Session, bill.AnsweredAt));
    }

    void IQuotaUser.Granted(CallQuota quota)
    {
        if (quota == _own?.Quota)
            ChangePayer();
        else if (_legs?.Granted(quota) is not true)
            _call.Proceed();
    }

    void IQuotaUser.Refused(CallQuota quota, QuotaOutcome? outcome)
    {
        _desk.ReadAccounts();
        if (quota == _own?.Quota)
        {
            _own = null;
            return;
        }
        if (_legs?.Refused(quota, outcome) is true)
            return;
        _call.RefuseUnpaid(Payers.Denial(quota), outcome?.ToString() ?? "silent");
    }

    void IQuotaUser.Warn(CallQuota quota)
    {
        if (quota == _main?.Quota)
            WarnPayer();
    }

    void IQuotaUser.Exhausted(CallQuota quota)
    {
        if ((quota == _main?.Quota ? _main : quota == _side?.Quota ? _side : null) is not { } bill)
            return;
        bill.Closing = quota.IsStrict ? Closing.QuotaExhausted : Closing.LimitCut;
        _call.Ending.Cut(quota.IsStrict ? "CreditExhausted" : bill.Reached(quota.Talked) is null ? "LimitReached" : "PremiumThreshold", PayerOf(quota));
    }

    // Who sends a call on is none of those who talk: nobody hears that his leg will end.
    private CallSide? PayerOf(CallQuota quota) => quota == _main?.Quota ? _call.Seats.Payer : null;

    // Only the one who pays hears it; after a transfer somebody else may sit in his place.
    private void WarnPayer()
    {
        if (_call.Seats.Payer?.Media.Port is { } port)
            _ = port.PlayAsync(Tones.Warning, _call.Gone);
    }

    // Most calls have no bound, and then there is nothing to be made.
    private void Bind()
    {
        var bill = _side is { Quote.HighestCall: not null } ? _side : _main;
        if (_call.Plan.MaxDuration is not null || bill?.Quote.HighestCall is not null)
            Bind(bill);
    }

    private void Bind(LegBill? bill) =>
        _bound = CallBound.Of(_desk.Loop, _call.Plan, bill?.Quote.HighestCall, bill?.Row, WarnPayer, bound =>
        {
            if (bill is not null)
                bill.Closing = Closing.LimitCut;
            _call.Journal.Note(bound.Step);
            _call.Ending.Cut(bound.Text, _call.Seats.Payer);
        });

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        _desk.Loop.Timers.Arm(_part, LongestPart);
        foreach (var bill in (LegBill?[])[_main, _side])
        {
            if (bill is not null)
                _desk.Interim(_call, bill.EndPart(_call.Now, _call.WallClock));
        }
    }

    // The company stops paying at this second, and the employee begins.
    private void ChangePayer()
    {
        if (_main is not { } company || _own is not { } own)
            return;
        _desk.Interim(_call, company.End(_call.Now, _call.WallClock));
        // The profile and the company's bounds are not those of a private call (PRV-3).
        _bound?.Cancel();
        own.Answer(_call.Now, _call.WallClock);
        (_main, _own) = (own, null);
        _call.Journal.Note(new DecisionStep(
            "payer", "*", "§6.7", "PrivatePrepaid",
            new Sentence("Gwiazdka w trakcie rozmowy: dalej płaci pracownik z własnego konta.", "The star during the call: from here on the employee pays from the own account.")));
    }

    private CallQuota Reserve(LegBill bill, string session)
    {
        var (quota, draft) = Reservation.Of(_desk, _call, bill, session, this);
        quota.Begin(draft, Reservation.AllowancesOf(_desk, bill, _call.WallClock));
        return quota;
    }
}
