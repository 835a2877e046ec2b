using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Quotas;
using PbxBridge.Charging.Rating;
using PbxBridge.Sip.Loop;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Limits;
using PbxBridge.Storage.Quotas;
using QuotaAnswer = PbxBridge.Storage.Quotas.QuotaAnswer;
using QuotaRequest = PbxBridge.Storage.Quotas.QuotaRequest;

namespace PbxBridge.Charges;

/// <summary>The reservations of one call, or of one payer of it: asks for the first slice before the call goes on, for the next ones in time, and says when the payer is to
/// be warned and when it is over (OCS-1…5). All time is counted from the answer, on the loop's clock.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class CallQuota : ITimerOwner
{
    private readonly AccountQueue _desk;
    private readonly LiveAccounts _accounts;
    private readonly ILoop _loop;
    private readonly QuotaRules _rules;
    private readonly IQuotaUser _user;
    private readonly SilentStoreWay _whenSilent;
    private readonly LoopTimer _silent;
    private readonly QuotaAlarm _alarm;
    private State _state;
    private long _requests;
    private long _answeredAt = -1;
    private TimeSpan _until;

    // What the accounts in memory are charged for: granted, or billed before the reservation.
    private TimeSpan _counted;
    private bool _held;
    private bool _joins;
    private bool _changed;
    private Action _before = static () => { };

    /// <param name="session">Unique: the call, and which of its payers.</param>
    /// <param name="kinds">Of the accounts, to know what happens when the store is silent.</param>
    public CallQuota(AccountQueue desk, LiveAccounts accounts, ILoop loop, IQuotaUser user, string session, ImmutableArray<QuotaPayer> payers, ImmutableArray<AccountKind> kinds)
    {
        (_desk, _accounts, _loop, _user, Session, Payers, Kinds) = (desk, accounts, loop, user, session, payers, kinds);
        _rules = QuotaRules.Standard;
        _whenSilent = SilentStore.Decide(kinds, answered: false);
        _silent = new LoopTimer(this);
        _alarm = new QuotaAlarm(this, loop, _rules);
        foreach (var payer in payers)
            Watch ??= payer.Watch;
    }

    private enum State
    {
        New,
        Asking,
        Granted,
        Renewing,

        /// <summary>It goes on without the store.</summary>
        Offline,
        Over,
    }

    public string Session { get; }

    public ImmutableArray<QuotaPayer> Payers { get; }

    public ImmutableArray<AccountKind> Kinds { get; }

    public LimitTerms? Watch { get; private set; }

    public bool Pays(AccountKind kind) => Kinds.Contains(kind);

    /// <summary>The call goes on, or went on, without a reservation (OCS-5).</summary>
    public bool IsOffline { get; private set; }

    /// <summary>The store holds a session of ours.</summary>
    public bool IsOpen => _held && _state != State.Over;

    /// <summary>No more will come: the call ends at <see cref="Until"/>.</summary>
    public bool IsFinal { get; private set; }

    /// <summary>It talks, and what was granted counts.</summary>
    public bool IsRunning => _state is State.Granted or State.Renewing;

    /// <summary>What was granted, from the answer.</summary>
    public TimeSpan Until => _until;

    /// <summary>Nobody pays for more than was granted: not the employee from his own money.</summary>
    public bool IsStrict => Kinds.Contains(AccountKind.PrivatePrepaid);

    /// <summary>Asks for the first slice; <see cref="IQuotaUser.Granted"/> or <see cref="IQuotaUser.Refused"/> follows, in a later turn.</summary>
    /// <param name="draft">For the record, if this node dies.</param>
    /// <param name="before">What the accounts may use must be set first; runs where the store is asked.</param>
    public void Begin(byte[] draft, Action before)
    {
        _state = State.Asking;
        _loop.Timers.Arm(_silent, _rules.AskAtSetUp);
        var request = new QuotaRequest(Session, ++_requests, Payers, draft);
        _desk.Ask(new QuotaCall.Reserve(request), FirstAnswer, before);
    }

    /// <summary>Asks for the next slice of a call that talks already, and was not reserved until now: a limit binds it since it was changed (LIM-5). Nobody is told of the
    /// answer; a call that has no more to spend is warned and ends.</summary>
    /// <param name="answeredAt">On the loop's clock.</param>
    /// <param name="billed">Time that records of the call have charged; null: none.</param>
    public void Join(byte[] draft, Action before, long answeredAt, TimeSpan? billed)
    {
        (_state, _joins, _answeredAt, _counted) = (State.Asking, true, answeredAt, billed ?? TimeSpan.Zero);
        _loop.Timers.Arm(_silent, _rules.AskMidCall);
        var request = new QuotaRequest(Session, ++_requests, Payers, draft) { Talked = Talked, Billed = billed };
        _desk.Ask(new QuotaCall.Reserve(request), FirstAnswer, before);
    }

    /// <summary>The limits of the accounts were changed while the call talks: the next slice is asked for at once, and says how it goes on.</summary>
    /// <param name="watch">The employee's limit as it is now.</param>
    /// <param name="before">As for <see cref="Begin"/>.</param>
    public void LimitsChanged(LimitTerms? watch, Action before)
    {
        (Watch, _before, _changed) = (watch, before, true);
        if (_state == State.Granted)
            Renew();
    }

    /// <summary>The call is answered, or from now on it is this one that is paid for.</summary>
    public void Answered()
    {
        _answeredAt = _loop.Now;
        if (_state == State.Granted)
            Plan();
    }

    public TimeSpan Talked => _answeredAt < 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(_loop.Now - _answeredAt);

    /// <summary>It is over. What ends the session goes with the record; null when there is none to be ended.</summary>
    /// <param name="talked">Null: it was never answered.</param>
    public QuotaEnd? End(TimeSpan? talked)
    {
        var open = IsOpen;
        _loop.Timers.Cancel(_silent);
        _alarm.Cancel();
        if (_state == State.Asking)
            GiveUp();
        _state = State.Over;
        if (!open)
            return null;
        Count(talked is { } time ? (IsStrict ? SliceRule.Billable(time, _until) : time) : null);
        return new QuotaEnd(Session, ++_requests, talked, Watch);
    }

    /// <summary>It will not be used; nobody writes a record of it.</summary>
    public void Drop()
    {
        if (End(null) is { } end)
            _desk.Tell(new QuotaCall.Release(end.Session, end.RequestNo));
    }

    void ITimerOwner.TimerFired(LoopTimer timer) => Silent();

    /// <summary>It is time for the next slice.</summary>
    public void RenewIsDue()
    {
        if (_state == State.Granted)
            Renew();
    }

    /// <summary>It is time to warn.</summary>
    public void WarningIsDue() => _user.Warn(this);

    /// <summary>What was granted is talked away.</summary>
    public void EndIsDue() => _user.Exhausted(this);

    private void Plan()
    {
        if (_answeredAt >= 0)
            _alarm.Set();
    }

    private void FirstAnswer(QuotaAnswer? answer)
    {
        if (_state != State.Asking)
            return;
        if (answer is not { } given)
        {
            Silent();
            return;
        }
        _loop.Timers.Cancel(_silent);
        if (_joins)
        {
            _state = State.Granted;
            if (given.IsGranted)
                Take(given);
            else
                (_until, IsFinal) = (Talked, true);
            GiveNotice();
            Plan();
            if (_changed)
                Renew();
            return;
        }
        if (!given.IsGranted)
        {
            _state = State.Over;
            _user.Refused(this, given.Outcome);
            return;
        }
        _state = State.Granted;
        Take(given);
        _user.Granted(this);
    }

    // Who is cut by a limit that was changed meanwhile hears both tones first (D1).
    private void GiveNotice()
    {
        if (IsFinal && !IsStrict && _until - Talked < _rules.Warnings[0])
            _until = TimeSpan.FromSeconds(Math.Ceiling(Talked.TotalSeconds)) + _rules.Warnings[0];
    }

    private void Silent()
    {
        _loop.Timers.Cancel(_silent);
        if (_state == State.Asking)
        {
            GiveUp();
            _state = _joins || _whenSilent == SilentStoreWay.GoOn ? State.Offline : State.Over;
            IsOffline = _state == State.Offline;
            if (_joins)
                return;
            if (IsOffline)
                _user.Granted(this);
            else
                _user.Refused(this, null);
        }
        else if (_state == State.Renewing)
        {
            IsOffline = _whenSilent == SilentStoreWay.GoOn;
            _state = IsOffline ? State.Offline : State.Granted;
            IsFinal = !IsOffline;
            if (IsFinal)
                Plan();
        }
    }

    // The store may do what it was asked later; this comes after it.
    private void GiveUp()
    {
        var number = ++_requests;
        _desk.Tell(new QuotaCall.Release(Session, number));
    }

    private void Renew()
    {
        _state = State.Renewing;
        _loop.Timers.Arm(_silent, _rules.AskMidCall);
        var (number, talked, watch, before, changed) = (++_requests, Talked, Watch, _before, _changed);
        _changed = false;
        _desk.Ask(new QuotaCall.Renew(Session, number, talked, watch), answer => NextAnswer(number, changed, answer), before);
    }

    private void NextAnswer(long number, bool changed, QuotaAnswer? answer)
    {
        // An answer that comes late still counts for a call that goes on.
        if (_state is not (State.Renewing or State.Granted) || number != _requests)
            return;
        if (answer is not { } given)
        {
            Silent();
            return;
        }
        _loop.Timers.Cancel(_silent);
        _state = State.Granted;
        if (given.IsGranted)
            Take(given);
        else
            IsFinal = true;
        if (changed)
            GiveNotice();
        Plan();
        // Changed once more, while this was on its way.
        if (_changed)
            Renew();
    }

    private void Take(QuotaAnswer answer)
    {
        foreach (var payer in Payers)
            _accounts.Spend(payer.Account, Cost(payer, answer.Until) - Cost(payer, _counted));
        (_until, _counted, IsFinal, _held) = (answer.Until, answer.Until, answer.Final, true);
    }

    // What was reserved beyond the charge is free again.
    private void Count(TimeSpan? talked)
    {
        foreach (var payer in Payers)
            _accounts.Spend(payer.Account, (talked is { } time ? Cost(payer, time) : Money.Zero) - Cost(payer, _counted));
    }

    private static Money Cost(QuotaPayer payer, TimeSpan talked) => talked == TimeSpan.Zero ? Money.Zero : CallCharge.Of(payer.Tariff, talked).In(payer.Basis);
}
