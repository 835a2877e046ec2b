using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Simulation;

/// <summary>Of the legs that the bridge rings for one caller at most one has an answer that lasts: every other answer gets its BYE within a round trip.</summary>
internal static class Together
{
    public static void AssertOneAnsweredMember(TestOffice office)
    {
        var bridge = TestOffice.At(TestOffice.BridgeHost, 5060).Address;
        var legsOf = office.Records.ToDictionary(r => r.Id, r => r.Flow.Where(f => f.Leg != "A").Select(f => WireMessage.Parse(f.Raw.Span).CallId).ToHashSet());
        var sent = office.Network.Log.Where(m => m.From.Address == bridge).ToLookup(m => m.Message.CallId);
        foreach (var (call, legs) in legsOf)
        {
            // An ACK for a 2xx has a branch of its own and a Contact-less dialog; a leg that got no BYE from the bridge stays with the callee's BYE.
            var talks = legs.Select(leg => Talk(sent[leg].ToList(), office, leg)).Where(t => t is not null).Select(t => t!.Value).OrderBy(t => t.From).ToList();
            for (var i = 1; i < talks.Count; i++)
                Assert.True(talks[i - 1].To <= talks[i].From || talks[i].To - talks[i].From < TimeSpan.FromSeconds(1), $"Two members were connected in call {call}.");
        }
    }

    // From the bridge's ACK of a 2xx to its BYE, or to its 200 for the peer's.
    private static (TimeSpan From, TimeSpan To)? Talk(List<RecordedMessage> sent, TestOffice office, string leg)
    {
        var successes = office.Network.Log.Where(m => m.Message.CallId == leg && m.Message is { Method: "INVITE", Status: 200 }).Select(m => m.Message.ToTag).ToHashSet();
        var ack = sent.FirstOrDefault(m => m.Message.Method == "ACK" && successes.Contains(m.Message.ToTag));
        if (ack is null)
            return null;
        var end = sent.FirstOrDefault(m => m.At >= ack.At && m.Message.Method == "BYE" && (m.Message.IsRequest ? m.Message.ToTag : m.Message.FromTag) == ack.Message.ToTag);
        return (ack.At, end?.At ?? TimeSpan.MaxValue);
    }
}
