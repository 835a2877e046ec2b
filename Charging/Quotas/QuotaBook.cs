using System.Collections.Immutable;
using System.Globalization;
using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Quotas;

/// <summary>Accounts, their ledger and the reservations on them, as an immutable value: each operation gives the book after it. Each is one transaction of the
/// store, which does the same in SQL with the same <see cref="SliceRule"/>.</summary>
public sealed record QuotaBook
{
    public static readonly QuotaBook Empty = new();

    public ImmutableSortedDictionary<AccountId, Account> Accounts { get; init; } = ImmutableSortedDictionary<AccountId, Account>.Empty;

    public ImmutableDictionary<SessionId, QuotaSession> Sessions { get; init; } = ImmutableDictionary<SessionId, QuotaSession>.Empty;

    /// <summary>Only ever appended to.</summary>
    public ImmutableList<LedgerEntry> Ledger { get; init; } = [];

    public QuotaRules Rules { get; init; } = QuotaRules.Standard;

    /// <summary>An account with nothing on it.</summary>
    public QuotaBook With(Account account) => this with { Accounts = Accounts.Add(account.Id, account with { Balance = Money.Zero, Reserved = Money.Zero }) };

    /// <summary>Adds money, once for each key.</summary>
    public QuotaBook Credit(AccountId account, Money amount, string key) => Ledger.Exists(e => e.Key == key) || amount.IsNegative
        ? this
        : this with
        {
            Accounts = Accounts.SetItem(account, Accounts[account] with { Balance = Accounts[account].Balance + amount }),
            Ledger = Ledger.Add(new(account, amount, key)),
        };

    /// <summary>A node's sign of life (OCS-6).</summary>
    /// <param name="answeredAt">Null: the call still rings.</param>
    public QuotaBook Heard(SessionId session, DateTimeOffset? answeredAt, DateTimeOffset at) => Sessions.GetValueOrDefault(session) is { IsOpen: true } open
        ? Keep(open with { Lease = open.Lease.Heard(answeredAt, at, open.Until, Rules) })
        : this;

    public (QuotaBook Book, QuotaAnswer Answer) On(QuotaRequest request, DateTimeOffset now)
    {
        var session = Sessions.GetValueOrDefault(request.Session);
        if (session is not null)
        {
            if (session.Answers.TryGetValue(request.Number, out var same))
            {
                return (this, same);
            }

            if (session.Closing is { } closing)
            {
                return (this, closing);
            }

            if (request.Number < session.LastNumber)
            {
                return (this, new QuotaAnswer.Ignored());
            }
        }

        return (request, session) switch
        {
            (QuotaRequest.Reserve reserve, null or { IsOpen: false }) => Reserve(reserve, session, now),
            (QuotaRequest.Reserve, { } open) => Answered(open, request.Number, new QuotaAnswer.Granted(open.Until, open.Final)),
            (_, null or { IsOpen: false }) => (this, new QuotaAnswer.Denied(QuotaDenial.UnknownSession)),
            (QuotaRequest.Update update, { } open) => Update(update, open, now),
            (QuotaRequest.Terminate terminate, { } open) => Settle(terminate, open),

            // A call that was debited was answered, whatever its node believes.
            (_, { } open) => Close(open, request.Number, open.Shares.All(s => s.Committed.IsZero)
                ? new QuotaAnswer.Released()
                : new QuotaAnswer.Settled(open.Used, [.. open.Shares.Select(s => s with { Reserved = Money.Zero })], ClosingCause.Abnormal)),
        };
    }

    private (QuotaBook Book, QuotaAnswer Answer) Reserve(QuotaRequest.Reserve request, QuotaSession? former, DateTimeOffset now)
    {
        var session = new QuotaSession
        {
            Id = request.Session,
            Tariff = request.Tariff,
            Shares = [],
            Lease = QuotaLease.Of(request.Node, null, now, TimeSpan.Zero, Rules),
            LastNumber = former?.LastNumber ?? 0,
            Answers = former?.Answers ?? ImmutableDictionary<int, QuotaAnswer>.Empty,
        };
        ImmutableArray<AccountId> accounts = [.. request.Accounts.Distinct().Order()];
        if (Denial(accounts, now) is { } why)
        {
            return Answered(session, request.Number, new QuotaAnswer.Denied(why));
        }

        session = session with { Shares = [.. accounts.Select(a => new QuotaShare(a, Money.Zero, Money.Zero))] };
        return SliceRule.Next([.. session.Shares.Select(s => Payer(session, s, joins: 1))], null, Rules) is { } slice
            ? Granted(session, request.Number, slice, now)
            : Answered(session with { Shares = [] }, request.Number, new QuotaAnswer.Denied(QuotaDenial.NoFunds));
    }

    private (QuotaBook Book, QuotaAnswer Answer) Update(QuotaRequest.Update request, QuotaSession session, DateTimeOffset now)
    {
        var used = request.Used > session.Used ? SliceRule.Billable(request.Used, session.Until) : session.Used;
        var (book, paid) = Commit(session with { Lease = session.Lease.Heard(now - request.Used, now, session.Until, Rules) }, used, request.Number);
        var next = paid.Final || paid.Shares.Any(s => !book.Accounts[s.Account].Grants(now))
            ? null
            : SliceRule.Next([.. paid.Shares.Select(s => book.Payer(paid, s, joins: 0))], paid.Until, Rules);
        return book.Granted(paid, request.Number, next ?? new(paid.Until, true), now);
    }

    private (QuotaBook Book, QuotaAnswer Answer) Settle(QuotaRequest.Terminate request, QuotaSession session)
    {
        var used = request.Used > session.Used ? SliceRule.Billable(request.Used, session.Until) : session.Used;
        var (book, paid) = Commit(session, used, request.Number);
        return book.Close(paid, request.Number, new QuotaAnswer.Settled(used, [.. paid.Shares.Select(s => s with { Reserved = Money.Zero })], request.Cause));
    }

    private QuotaDenial? Denial(ImmutableArray<AccountId> accounts, DateTimeOffset now)
    {
        if (accounts.IsEmpty)
        {
            return QuotaDenial.UnknownAccount;
        }

        foreach (var id in accounts)
        {
            if (!Accounts.TryGetValue(id, out var account))
            {
                return QuotaDenial.UnknownAccount;
            }

            if (!account.Grants(now))
            {
                return QuotaDenial.AccountClosed;
            }

            if (account.Kind == AccountKind.PrivatePrepaid && Calls(id) >= Rules.MostPrivateCalls)
            {
                return QuotaDenial.TooManyCalls;
            }
        }

        return null;
    }

    /// <summary>Debits the time used so far out of what is reserved.</summary>
    private (QuotaBook Book, QuotaSession Session) Commit(QuotaSession session, TimeSpan used, int number)
    {
        var book = this;
        var shares = session.Shares.ToBuilder();
        for (var i = 0; i < shares.Count; i++)
        {
            var share = shares[i];
            var account = book.Accounts[share.Account];
            var due = SliceRule.Due(book.Payer(session, share, joins: 0), used, session.Until, share.Committed);
            shares[i] = share with { Committed = share.Committed + due, Reserved = share.Reserved - due };
            if (!due.IsZero)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"{session.Id}/{number}");
                book = book with
                {
                    Accounts = book.Accounts.SetItem(account.Id, account with { Balance = account.Balance - due, Reserved = account.Reserved - due }),
                    Ledger = book.Ledger.Add(new(account.Id, -due, key)),
                };
            }
        }

        return (book, session with { Shares = shares.ToImmutable(), Used = used });
    }

    private (QuotaBook Book, QuotaAnswer Answer) Granted(QuotaSession session, int number, Slice slice, DateTimeOffset now)
    {
        var shares = session.Shares.Select(s => s with { Reserved = Payer(session, s, joins: 0).Cost(slice.Until) - s.Committed }).ToImmutableArray();
        return WithReserved(session, shares).Answered(
            session with
            {
                Shares = shares,
                Until = slice.Until,
                Final = slice.Final,
                Lease = QuotaLease.Of(session.Lease.Node, session.Lease.AnsweredAt, now, slice.Until, Rules),
            },
            number, new QuotaAnswer.Granted(slice.Until, slice.Final));
    }

    private (QuotaBook Book, QuotaAnswer Answer) Close(QuotaSession session, int number, QuotaAnswer answer)
    {
        var shares = session.Shares.Select(s => s with { Reserved = Money.Zero }).ToImmutableArray();
        return WithReserved(session, shares).Answered(session with { Shares = shares, Closing = answer }, number, answer);
    }

    /// <summary>The accounts with these reservations of the session instead of those it has.</summary>
    private QuotaBook WithReserved(QuotaSession session, ImmutableArray<QuotaShare> shares)
    {
        var accounts = Accounts.ToBuilder();
        for (var i = 0; i < shares.Length; i++)
        {
            var account = accounts[shares[i].Account];
            accounts[account.Id] = account with { Reserved = account.Reserved - session.Shares[i].Reserved + shares[i].Reserved };
        }

        return this with { Accounts = accounts.ToImmutable() };
    }

    private (QuotaBook Book, QuotaAnswer Answer) Answered(QuotaSession session, int number, QuotaAnswer answer) =>
        (Keep(session with { LastNumber = Math.Max(number, session.LastNumber), Answers = session.Answers.SetItem(number, answer) }), answer);

    private QuotaBook Keep(QuotaSession session) => this with { Sessions = Sessions.SetItem(session.Id, session) };

    private SlicePayer Payer(QuotaSession session, QuotaShare share, int joins)
    {
        var account = Accounts[share.Account];
        return new(share.Committed + share.Reserved + account.Available, Calls(account.Id) + joins, session.Tariff, account.Kind.Basis());
    }

    private int Calls(AccountId account) => Sessions.Values.Count(s => s.IsOpen && s.Shares.Any(share => share.Account == account));
}
