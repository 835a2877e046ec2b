using PbxBridge.Access;
using PbxBridge.Sip.Transport;
using PbxBridge.Testing;
using PbxBridge.Tests.Registrar;

namespace PbxBridge.Tests.Access;

public sealed class SourceGuardTests : IDisposable
{
    private static readonly IpEndpoint Source = RegistrarStack.At("203.0.113.66:5060");
    private static readonly IpEndpoint Trunk = RegistrarStack.At("198.51.100.80:5060");

    private readonly RegistrarStack _stack = new(isTrusted: source => source.Address == Trunk.Address);

    private SourceGuard Guard => _stack.Guard;

    public void Dispose() => _stack.Dispose();

    [Fact]
    public void Five_wrong_passwords_block_the_user_at_that_source_for_a_quarter_of_an_hour()
    {
        var phone = _stack.Phone();
        for (var i = 0; i < 5; i++)
            Assert.Equal(401, _stack.Prove(phone, _stack.NewRegister(phone), "wrong")?.Status);
        Assert.Equal(401, _stack.Prove(phone, _stack.NewRegister(phone))?.Status);
        var elsewhere = _stack.Phone("anna", "198.51.100.8:5060");
        Assert.Equal(200, _stack.Register(elsewhere).Status);
        Assert.Equal(200, _stack.Register(_stack.Phone("piotr", "198.51.100.7:5061")).Status);
        _stack.Run(899);
        Assert.Equal(401, _stack.Prove(phone, _stack.NewRegister(phone))?.Status);
        _stack.Run(2);
        Assert.Equal(200, _stack.Register(phone).Status);
    }

    [Fact]
    public void Four_failures_within_any_five_minutes_do_not_block()
    {
        foreach (var wait in (int[])[0, 240, 10, 10, 60, 250, 10])
        {
            _stack.Run(wait);
            Guard.Failed("anna", Source);
        }
        Assert.False(Guard.IsBlocked("anna", Source));
        Guard.Failed("anna", Source);
        Guard.Failed("anna", Source);
        Assert.True(Guard.IsBlocked("anna", Source));
    }

    [Fact]
    public void The_right_password_clears_the_user()
    {
        for (var i = 0; i < 4; i++)
            Guard.Failed("anna", Source);
        Guard.Succeeded("anna", Source);
        for (var i = 0; i < 4; i++)
            Guard.Failed("anna", Source);
        Assert.False(Guard.IsBlocked("anna", Source));
    }

    [Fact]
    public void Many_users_slow_the_source_then_ban_it_and_time_lifts_both()
    {
        Try(9);
        Assert.Equal(Verdict.Ok, Guard.Judge(Source));
        Try(1);
        Assert.Equal(Verdict.Slow, Guard.Judge(Source));
        Try(10);
        Assert.Equal(Verdict.Silent, Guard.Judge(Source));
        Assert.Equal(Verdict.Silent, Guard.Judge(Source.WithPort(9)));
        _stack.Run(899);
        Assert.Equal(Verdict.Silent, Guard.Judge(Source));
        _stack.Run(2);
        Assert.Equal(Verdict.Ok, Guard.Judge(Source));
    }

    [Fact]
    public void Slowness_ends_with_the_window()
    {
        Try(10);
        _stack.Run(299);
        Assert.Equal(Verdict.Slow, Guard.Judge(Source));
        _stack.Run(2);
        Assert.Equal(Verdict.Ok, Guard.Judge(Source));
    }

    [Fact]
    public void Each_ban_lasts_twice_as_long_up_to_a_day()
    {
        var lengths = new List<double>();
        for (var ban = 0; ban < 9; ban++)
        {
            Try(20);
            var from = _stack.Time.Elapsed;
            while (Guard.Judge(Source) == Verdict.Silent)
                _stack.Run(60);
            lengths.Add((_stack.Time.Elapsed - from).TotalMinutes);
        }
        Assert.Equal([15, 30, 60, 120, 240, 480, 960, 1440, 1440], lengths);
        _stack.Run(24 * 3600 + 60);
        Try(20);
        _stack.Run(15 * 60);
        Assert.Equal(Verdict.Ok, Guard.Judge(Source));
    }

    [Fact]
    public void One_phone_with_a_wrong_password_does_not_ban_its_office()
    {
        for (var second = 0; second < 3600; second += 30)
        {
            Guard.Failed("anna", Source);
            Assert.Equal(Verdict.Ok, Guard.Judge(Source));
            _stack.Run(30);
        }
    }

    [Fact]
    public void A_flood_of_blocked_attempts_is_banned()
    {
        for (var i = 0; i < 300; i++)
            Guard.Failed("anna", Source);
        Assert.Equal(Verdict.Silent, Guard.Judge(Source));
    }

    [Fact]
    public void A_trunk_is_never_slowed_or_banned()
    {
        for (var i = 0; i < 100; i++)
        {
            Guard.Failed($"user{i}", Trunk);
            Assert.Equal(Verdict.Ok, Guard.Judge(Trunk));
        }
    }

    [Fact]
    public void A_banned_address_that_becomes_a_trunk_is_heard_again()
    {
        var trunks = new HashSet<UInt128>();
        using var stack = new RegistrarStack(isTrusted: source => trunks.Contains(source.Address));
        for (var i = 0; i < 20; i++)
            stack.Guard.Failed($"user{i}", Source);
        trunks.Add(Source.Address);
        Assert.Equal(Verdict.Silent, stack.Guard.Judge(Source));
        stack.Run(10);
        Assert.Equal(Verdict.Ok, stack.Guard.Judge(Source));
    }

    [Fact]
    public void Loopback_is_spared_by_option()
    {
        var local = RegistrarStack.At("127.0.0.1:5062");
        using var spared = new RegistrarStack(new SourceGuardOptions { SparesLoopback = true });
        for (var i = 0; i < 20; i++)
        {
            Guard.Failed($"user{i}", local);
            spared.Guard.Failed($"user{i}", local);
        }
        Assert.Equal((Verdict.Silent, Verdict.Ok), (Guard.Judge(local), spared.Guard.Judge(local)));
    }

    [Fact]
    public void An_IPv6_source_is_its_network()
    {
        for (var i = 0; i < 20; i++)
            Guard.Failed($"user{i}", RegistrarStack.At($"[2001:db8:0:1::{i + 1:x}]:5060"));
        Assert.Equal(Verdict.Silent, Guard.Judge(RegistrarStack.At("[2001:db8:0:1:ffff::1]:5060")));
        Assert.Equal(Verdict.Ok, Guard.Judge(RegistrarStack.At("[2001:db8:0:2::1]:5060")));
    }

    [Fact]
    public void Memory_is_bounded_and_the_source_seen_longest_ago_is_forgotten()
    {
        using var stack = new RegistrarStack(new SourceGuardOptions { MaxSources = 3, FailuresToBan = 1, FailuresToSlow = 1 });
        var sources = Enumerable.Range(1, 4).Select(i => RegistrarStack.At($"203.0.113.{i}:5060")).ToArray();
        foreach (var source in sources[..3])
            stack.Guard.Failed("anna", source);
        stack.Guard.Judge(sources[0]);
        stack.Guard.Failed("anna", sources[3]);
        Assert.Equal(
            [Verdict.Silent, Verdict.Ok, Verdict.Silent, Verdict.Silent], sources.Select(stack.Guard.Judge));
        Assert.Equal((3, 1L, 4L), (stack.Guard.Counts.Sources, stack.Guard.Counts.Forgotten, stack.Guard.Counts.Bans));
    }

    [Fact]
    public void A_slowed_source_gets_its_challenge_late_and_its_registration_at_once()
    {
        var phone = _stack.Phone("anna", Source.ToString());
        var challenge = _stack.Send(phone, _stack.NewRegister(phone))!;
        Try(10);
        Assert.Null(_stack.Send(phone, _stack.NewRegister(phone)));
        Assert.Equal(1, _stack.Gate.HeldAnswers);
        _stack.Run(1.9);
        Assert.Single(phone.Responses(401));
        _stack.Run(0.2);
        Assert.Equal(2, phone.Responses(401).Count());
        Assert.Equal(0, _stack.Gate.HeldAnswers);
        Assert.Equal(200, _stack.Send(phone, _stack.Proved(phone, _stack.NewRegister(phone), challenge, new PhoneDigest("anna", "anna-word")))?.Status);
    }

    [Fact]
    public void Beyond_a_thousand_held_challenges_a_request_gets_none()
    {
        var phone = _stack.Phone("anna", Source.ToString());
        Try(10);
        for (var i = 0; i < 1_001; i++)
            phone.Send(_stack.NewRegister(phone));
        _stack.Pump.Settle();
        Assert.Equal(1_000, _stack.Gate.HeldAnswers);
        _stack.Run(3);
        Assert.Equal(1_000, phone.Responses(401).Count());
    }

    [Fact]
    public void A_banned_source_gets_nothing_even_with_the_right_password()
    {
        var phone = _stack.Phone("anna", Source.ToString());
        var challenge = _stack.Send(phone, _stack.NewRegister(phone))!;
        Try(20);
        Assert.Null(_stack.Send(phone, _stack.Proved(phone, _stack.NewRegister(phone), challenge, new PhoneDigest("anna", "anna-word"))));
        _stack.Run(40);
        Assert.Single(phone.Received);
        _stack.Run(900);
        Assert.Equal(200, _stack.Register(phone).Status);
    }

    private int _tried;

    private void Try(int users)
    {
        for (var i = 0; i < users; i++)
            Guard.Failed($"user{_tried++}", Source);
    }
}
