using PbxBridge.Sip.Dialogs;
using PbxBridge.Testing;
using Xunit.Abstractions;

namespace PbxBridge.Sip.Tests.Dialogs;

[CollectionDefinition("Memory", DisableParallelization = true)]
public sealed class MemoryCollection;

/// <summary>What an established call keeps alive once the 32 s after its 2xx are over.</summary>
[Collection("Memory")]
public sealed class HeldCallMemoryTests(ITestOutputHelper output)
{
    private const int Pairs = 1_000;
    private const int AllowedPerPair = 3_000;

    [Fact]
    public void A_held_pair_of_sessions_keeps_no_messages()
    {
        using var stack = new TestStack();
        stack.Network.IsRecording = false;
        var phone = stack.NewPhone();
        phone.Script = new() { AnswersAfter = TimeSpan.Zero };
        stack.User.OnInvite = uas =>
        {
            uas.Trying();
            uas.Open(stack.User, symmetric: false);
            uas.Accept(TestUser.Sdp);
        };
        Establish(stack, phone, 100);
        var before = Live(stack, phone);
        Establish(stack, phone, Pairs);
        var perPair = (Live(stack, phone) - before) / Pairs;
        output.WriteLine($"{perPair} bytes for each pair");
        Assert.Equal(2 * (Pairs + 100), stack.Core.DialogCount);
        Assert.InRange(perPair, 500, AllowedPerPair);
        GC.KeepAlive(stack.Core);
    }

    private static void Establish(TestStack stack, SipPhone phone, int pairs)
    {
        for (var i = 0; i < pairs; i++)
        {
            stack.Call(phone);
            phone.Dial("sip:600@192.0.2.1");
            stack.Run(0.01);
        }
        stack.Run(80);
    }

    private static long Live(TestStack stack, SipPhone phone)
    {
        phone.ForgetAll();
        stack.User.Answered.Clear();
        stack.User.Incoming.Clear();
        stack.User.Events.Clear();
        Assert.Equal((0, 0), (stack.Layer.ClientCount, stack.Layer.ServerCount));
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
