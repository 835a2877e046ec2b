using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Transport;
using PbxBridge.Testing;

namespace PbxBridge.Sip.Tests.Dialogs;

/// <summary>Thousands of calls over a bad network: afterwards nothing is left of any.</summary>
public sealed class StuckStateTests
{
    private const int Calls = 800;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Nothing_is_left_after_many_calls_that_are_lost_doubled_and_reordered(ulong seed)
    {
        using var stack = new TestStack(seed);
        stack.Network.IsRecording = false;
        stack.Network.Faults = new()
        {
            Loss = 0.05,
            Duplication = 0.05,
            Reordering = 0.05,
            Delay = TimeSpan.FromMilliseconds(10),
            Jitter = TimeSpan.FromMilliseconds(40),
        };
        var random = new SeededRandom(seed * 7919);
        var phones = Enumerable.Range(0, 8).Select(i =>
            stack.NewPhone($"phone{i}", i % 4 == 3 ? TransportKind.Tcp : TransportKind.Udp, $"192.0.2.{100 + i}:5060")).ToArray();
        Prepare(stack, random);
        for (var call = 0; call < Calls; call++)
        {
            var phone = phones[random.Next(phones.Length)];
            phone.Script = RandomScript(random);
            if (random.Chance(0.5))
                DialOut(stack, phone, random);
            else
                DialIn(stack, phone, random);
            stack.Run(random.Next(400) / 1000.0);
        }
        stack.Run(400);
        Assert.Empty(stack.Faults);
        Assert.Equal((0, 0, 0), (stack.Core.DialogCount, stack.Layer.ClientCount, stack.Layer.ServerCount));
        Assert.Equal(0, stack.Loop.Timers.Count);
        Assert.Equal(Calls / 2.0, stack.User.Events.Count(e => e == "invite"), Calls * 0.1);
        Assert.InRange(stack.User.Events.Count(e => e == "answered"), Calls / 8, Calls / 2);
        Assert.All(phones.SelectMany(phone => phone.Calls), call => Assert.True(call.State == PhoneCallState.Ended, $"{call.CallId} {call.State} {call.FinalStatus}"));
    }

    private static void Prepare(TestStack stack, SeededRandom random)
    {
        stack.User.OnInvite = uas =>
        {
            uas.Trying();
            var session = uas.Open(stack.User, symmetric: random.Chance(0.3));
            After(stack, random, 300, () => uas.Ring(180));
            if (random.Chance(0.2))
                After(stack, random, 3_000, () => uas.Reject(486));
            else
                After(stack, random, 3_000, () => uas.Accept(TestUser.Sdp));
            if (random.Chance(0.3))
                After(stack, random, 10_000, () => Offer(session));
            // Sooner or later somebody hangs up; before the answer that refuses the call.
            After(stack, random, 20_000, () => session.HangUp());
        };
        stack.User.OnAnswered = (session, _) =>
        {
            session.Acknowledge();
            if (random.Chance(0.3))
                After(stack, random, 10_000, () => Offer(session));
            After(stack, random, 20_000, () => session.HangUp());
        };
    }

    private static void Offer(InviteSession session)
    {
        if (!session.IsOver && !session.IsNegotiating)
            session.Reinvite(TestUser.Sdp);
    }

    private static void DialOut(TestStack stack, SipPhone phone, SeededRandom random)
    {
        var uac = stack.Call(phone);
        After(stack, random, 12_000, () => uac.Cancel());
    }

    private static void DialIn(TestStack stack, SipPhone phone, SeededRandom random)
    {
        var call = phone.Dial("sip:600@192.0.2.1", new DialOptions { Headers = random.Chance(0.3) ? [("Require", "100rel")] : [] });
        if (random.Chance(0.2))
        {
            stack.Agenda.After(TimeSpan.FromMilliseconds(random.Next(4_000)), () =>
            {
                if (call.State == PhoneCallState.Ringing)
                    call.Cancel();
            });
        }
    }

    private static void After(TestStack stack, SeededRandom random, int milliseconds, Action work) =>
        stack.Agenda.After(TimeSpan.FromMilliseconds(random.Next(milliseconds)), () => stack.Loop.Post(work));

    private static PhoneScript RandomScript(SeededRandom random) => new()
    {
        AnswersAfter = random.Chance(0.8) ? TimeSpan.FromMilliseconds(random.Next(8_000)) : null,
        DeclinesWith = random.Chance(0.2) ? 486 : 0,
        DeclinesAfter = TimeSpan.FromMilliseconds(random.Next(3_000)),
        IsReliable = random.Chance(0.3),
        AnswersInSpiteOfCancel = random.Chance(0.3),
        Forks = random.Chance(0.1) ? 2 : 1,
        HangsUpAfter = random.Chance(0.5) ? TimeSpan.FromMilliseconds(random.Next(15_000)) : null,
    };
}
