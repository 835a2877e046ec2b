using PbxBridge.Sip.Digest;
using PbxBridge.Testing;

namespace PbxBridge.Sip.Tests.Kit;

/// <summary>The test kit itself: virtual time, the network, and the phone's digest against ours.</summary>
public sealed class KitTests
{
    [Fact]
    public void Timers_fire_at_their_own_time_while_time_is_moved()
    {
        var time = new ManualTime();
        var fired = new List<double>();
        using var periodic = time.CreateTimer(_ => fired.Add(time.Elapsed.TotalSeconds), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        using var once = time.CreateTimer(_ => fired.Add(-time.Elapsed.TotalSeconds), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
        time.Advance(TimeSpan.FromSeconds(5.5));
        Assert.Equal([1, -2, 3, 5], fired);
        Assert.Equal(ManualTime.Start.AddSeconds(5.5), time.GetUtcNow());
    }

    [Fact]
    public void A_jump_of_the_wall_clock_moves_no_timer()
    {
        using var stack = new TestStack();
        var phone = stack.NewPhone();
        phone.Script = new() { IsDead = true };
        stack.Call(phone);
        stack.Time.JumpWallClock(TimeSpan.FromDays(-400));
        stack.Run(1);
        stack.Time.JumpWallClock(TimeSpan.FromDays(800));
        stack.Run(3);
        Assert.Equal([0, 0.5, 1.5, 3.5], phone.Times("INVITE"));
    }

    [Fact]
    public void The_same_seed_gives_the_same_messages_at_the_same_times()
    {
        Assert.Equal(Run(5), Run(5));
        Assert.NotEqual(Run(5), Run(6));

        static string[] Run(ulong seed)
        {
            using var stack = new TestStack(seed);
            stack.Network.Faults = new() { Loss = 0.2, Duplication = 0.2, Reordering = 0.2, Jitter = TimeSpan.FromMilliseconds(50) };
            stack.Call(stack.NewPhone());
            stack.Run(40);
            return [.. stack.Network.Log.Select(sent => $"{sent} {System.Text.Encoding.UTF8.GetString(sent.Bytes)}")];
        }
    }

    [Fact]
    public void Idle_is_when_nothing_is_left_to_happen()
    {
        using var stack = new TestStack();
        var phone = stack.NewPhone();
        phone.Script = new() { DeclinesWith = 486 };
        stack.Call(phone);
        Assert.True(stack.Pump.RunUntilIdle(TimeSpan.FromMinutes(2)));
        stack.AssertEmpty();
        Assert.Equal(40, stack.Time.Elapsed.TotalSeconds);
    }

    [Theory]
    [InlineData(DigestAlgorithm.Md5)]
    [InlineData(DigestAlgorithm.Sha256)]
    public void A_phone_registers_with_the_digest_server(DigestAlgorithm algorithm)
    {
        using var stack = new TestStack();
        var server = new DigestServer("przyklad.pl", stack.Time, new byte[32], new DigestServerOptions { Algorithms = [algorithm] });
        stack.User.OnRequest = (transaction, request) =>
        {
            var verdict = server.Check(request, proxy: false, user => user == "anna" ? DigestSecret.FromPassword(user, server.Realm, "secret") : null, out _);
            if (verdict == DigestVerdict.Accepted)
            {
                transaction.Respond(200);
                return;
            }
            var writer = transaction.Begin(401);
            server.WriteChallenges(writer, proxy: false, stale: false);
            writer.Finish();
            transaction.Send(writer, 401);
        };
        var phone = stack.NewPhone();
        var results = new List<int?>();
        phone.Register("sip:192.0.2.1", new PhoneDigest("anna", "secret"), response => results.Add(response?.Status));
        phone.Register("sip:192.0.2.1", new PhoneDigest("anna", "wrong"), response => results.Add(response?.Status));
        stack.Run(1);
        Assert.Equal([200, 401], results);
    }

    [Fact]
    public void The_ladder_shows_three_parties_and_what_was_lost()
    {
        var agenda = new Agenda(new ManualTime());
        var network = new InMemoryNetwork(agenda) { Faults = new() { Loss = 1 } };
        var (a, b, c) = (TestStack.At("192.0.2.1:5060"), TestStack.At("192.0.2.2:5060"), TestStack.At("192.0.2.3:5060"));
        network.SendDatagram(a, b, "OPTIONS sip:b SIP/2.0\r\n\r\n"u8.ToArray());
        network.SetFaults(c, a, Faults.None);
        network.SendDatagram(c, a, "SIP/2.0 200 OK\r\nCSeq: 1 INVITE\r\n\r\nv=0"u8.ToArray());
        Assert.Null(new Ladder(network, ("a", a), ("b", b), ("c", c)).DifferenceTo(
            """
                     a                         b                         c
               0.000 |-OPTIONS (lost)--------->|                         |
               0.000 |<-200 INVITE (sdp)---------------------------------|
            """));
    }
}
