using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Quotas;
using PbxBridge.Charging.Rating;

namespace PbxBridge.Charging.Tests.Quotas;

/// <summary>Calls on shared accounts whose messages are lost, repeated and reordered, and whose nodes die (OCS-8). After every step the invariants hold;
/// at the end every call is closed and every amount is the formula's.</summary>
public sealed class RandomQuotaTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Whatever_happens_nothing_is_overspent_lost_or_charged_twice()
    {
        for (var seed = 1; seed <= 150; seed++)
        {
            new Evening(seed).Run();
        }
    }

    [Fact]
    public void A_replay_of_any_prefix_in_any_order_changes_nothing()
    {
        for (var seed = 1_000; seed < 1_040; seed++)
        {
            var evening = new Evening(seed);
            evening.Run();
            evening.Replay();
        }
    }

    private sealed class Evening
    {
        private readonly Random _random;
        private readonly int _seed;
        private readonly List<(QuotaRequest Request, QuotaAnswer Answer)> _done = [];
        private readonly List<RandomCall> _calls = [];
        private QuotaBook _book = QuotaBook.Empty;
        private DateTimeOffset _now = Start;
        private long _epoch = 1;
        private int _credits;

        public Evening(int seed)
        {
            (_seed, _random) = (seed, new(seed));
            for (var i = 1; i <= 4; i++)
            {
                _book = _book.With(new() { Id = new(i), Kind = (AccountKind)(i % 4) });
                Credit(new(i));
            }
        }

        public void Run()
        {
            for (var step = 0; step < 150; step++)
            {
                _now += TimeSpan.FromMilliseconds(_random.Next(0, 12_000));
                switch (_random.Next(20))
                {
                    case 0:
                        Credit(new(_random.Next(1, 5)));
                        break;
                    case 1:
                        Crash();
                        break;
                    case < 6:
                        _calls.Add(new(new($"s{_calls.Count}"), RandomTariff(), [.. Accounts()], new("n", _epoch)));
                        break;
                    default:
                        if (_calls.Count > 0)
                        {
                            Step(_calls[_random.Next(_calls.Count)]);
                        }

                        break;
                }

                Check();
            }

            Sweep(new("n", _epoch + 1));
            Check();
            Assert.All(_book.Accounts.Values, a => Assert.True(a.Reserved.IsZero, $"seed {_seed}"));
        }

        public void Replay()
        {
            var before = _book;
            foreach (var index in Enumerable.Range(0, _done.Count).OrderBy(_ => _random.Next()))
            {
                var (request, answer) = _done[index];
                (_book, var again) = _book.On(request, _now);
                Assert.Equal(before.Ledger, _book.Ledger);
                Assert.Equal(before.Accounts.Values, _book.Accounts.Values);

                // One that was ignored, or for a call that was denied, may be answered anew; money does not move.
                Assert.True(answer is QuotaAnswer.Ignored or QuotaAnswer.Denied || Equals(answer, again), $"seed {_seed}: {request} {answer} {again}");
            }
        }

        private void Step(RandomCall call)
        {
            // A dead node says nothing more; now and then one that was thought dead does.
            if (call.Node.Epoch < _epoch && _random.Next(10) > 0)
            {
                return;
            }

            if (call.AnsweredAt is null && call.Number > 0 && _random.Next(2) == 0)
            {
                call.AnsweredAt = _now;
            }

            var used = call.AnsweredAt is { } answered ? _now - answered : TimeSpan.Zero;
            QuotaRequest request = _random.Next(8) switch
            {
                _ when call.Number == 0 => new QuotaRequest.Reserve(call.Session, 1, call.Accounts, call.Tariff, call.Node),
                < 2 when call.AnsweredAt is null => new QuotaRequest.Release(call.Session, call.Number + 1),
                _ when call.AnsweredAt is null => new QuotaRequest.Reserve(call.Session, call.Number + 1, call.Accounts, call.Tariff, call.Node),
                < 2 => new QuotaRequest.Terminate(call.Session, call.Number + 1, used, ClosingCause.Normal),
                _ => new QuotaRequest.Update(call.Session, call.Number + 1, used),
            };
            call.Number++;
            if (call.AnsweredAt is not null && _random.Next(3) > 0)
            {
                _book = _book.Heard(call.Session, call.AnsweredAt, _now - TimeSpan.FromSeconds(_random.Next(0, 10)));
            }

            // Lost, once, or twice; and sometimes an older one again.
            for (var copies = _random.Next(0, 3); copies > 0; copies--)
            {
                Send(request);
            }

            if (_done.Count > 0 && _random.Next(4) == 0)
            {
                Send(_done[_random.Next(_done.Count)].Request);
            }
        }

        private void Send(QuotaRequest request)
        {
            (_book, var answer) = _book.On(request, _now);
            _done.Add((request, answer));
        }

        private void Crash()
        {
            _epoch++;
            if (_random.Next(2) == 0)
            {
                Sweep(new("n", _epoch));
            }

            foreach (var session in _book.Sessions.Values.Where(s => s.IsOpen).ToArray())
            {
                if (SweepRule.Expired(session.Id, session.LastNumber, session.Lease, _now, _book.Rules) is { } request)
                {
                    Send(request);
                }
            }
        }

        private void Sweep(NodeEpoch node)
        {
            foreach (var session in _book.Sessions.Values.Where(s => s.IsOpen).ToArray())
            {
                if (SweepRule.Restarted(session.Id, session.LastNumber, session.Lease, node) is { } request)
                {
                    Send(request);
                }
            }
        }

        private void Check()
        {
            foreach (var account in _book.Accounts.Values)
            {
                Assert.False(account.Available.IsNegative, $"seed {_seed}: {account}");
                Assert.False(account.Reserved.IsNegative, $"seed {_seed}: {account}");
                Assert.Equal(Money.Sum(_book.Ledger.Where(e => e.Account == account.Id).Select(e => e.Amount)), account.Balance);
                Assert.Equal(Money.Sum(_book.Sessions.Values.Where(s => s.IsOpen).SelectMany(s => s.Shares).Where(s => s.Account == account.Id).Select(s => s.Reserved)), account.Reserved);
            }

            foreach (var session in _book.Sessions.Values)
            {
                foreach (var share in session.Shares)
                {
                    var basis = _book.Accounts[share.Account].Kind.Basis();
                    var debited = -Money.Sum(_book.Ledger.Where(e => e.Account == share.Account && e.Key.StartsWith(session.Id + "/", StringComparison.Ordinal)).Select(e => e.Amount));
                    Assert.Equal(share.Committed, debited);
                    if (session.Closing is QuotaAnswer.Settled settled)
                    {
                        Assert.Equal(CallCharge.Of(session.Tariff, settled.Billed).In(basis), debited);
                        Assert.True(settled.Billed <= session.Until);
                    }
                    else if (session.Closing is QuotaAnswer.Released)
                    {
                        Assert.Equal(Money.Zero, debited);
                    }
                }
            }
        }

        private void Credit(AccountId account)
        {
            var key = $"v{_random.Next(0, 8) + (_credits++ / 2)}";
            _book = _book.Credit(account, Money.FromUnits(_random.Next(0, 60_000)), key);
        }

        private IEnumerable<AccountId> Accounts() => Enumerable.Range(1, 4).OrderBy(_ => _random.Next()).Take(_random.Next(1, 4)).Select(i => new AccountId(i));

        private Tariff RandomTariff() => new()
        {
            Price = _random.Next(0, 3_000_000) / 1_000_000m,
            Per = TimeSpan.FromSeconds(_random.Next(2) == 0 ? 60 : _random.Next(1, 3600)),
            First = TimeSpan.FromSeconds(_random.Next(1, 70)),
            Next = TimeSpan.FromSeconds(_random.Next(1, 70)),
            Free = TimeSpan.FromSeconds(_random.Next(3) == 0 ? _random.Next(0, 30) : 0),
            ConnectionFee = Money.FromUnits(_random.Next(2) * _random.Next(0, 3_000)),
            MinimumCharge = Money.FromUnits(_random.Next(4) == 0 ? _random.Next(0, 3_000) : 0),
            PerCall = _random.Next(12) == 0 ? Money.FromUnits(_random.Next(0, 30_000)) : null,
            Basis = (PriceBasis)_random.Next(2),
        };
    }

    private sealed class RandomCall(SessionId session, Tariff tariff, System.Collections.Immutable.ImmutableArray<AccountId> accounts, NodeEpoch node)
    {
        public SessionId Session => session;

        public Tariff Tariff => tariff;

        public System.Collections.Immutable.ImmutableArray<AccountId> Accounts => accounts;

        public NodeEpoch Node => node;

        public int Number { get; set; }

        public DateTimeOffset? AnsweredAt { get; set; }
    }
}
