using PbxBridge.Storage.Calls;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Simulation;

/// <summary>Of the legs that the bridge rings for one caller at most one has an answer that lasts: every other answer gets its BYE within a round trip.</summary>
internal static class Together
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromSeconds(1);

    public static void AssertOneAnsweredMember(TestOffice office)
    {
        foreach (var record in office.Records)
        {
            var talks = TalksOf(office, record);
            for (var i = 1; i < talks.Count; i++)
            {
                var together = (talks[i - 1].To < talks[i].To ? talks[i - 1].To : talks[i].To) - talks[i].From;
                Assert.True(together < RoundTrip, $"Two members were connected for {together} in call {record.Id}.");
            }
        }
    }

    /// <summary>When each answered leg of a call had its answer, as the bridge sees it; in the order of the answers.</summary>
    public static List<(TimeSpan From, TimeSpan To)> TalksOf(TestOffice office, CallRecord record)
    {
        var legs = office.Stored(record).Flow.Where(f => f.Leg != "A" && f.Raw.Length > 0).Select(f => WireMessage.Parse(f.Raw.Span).CallId).ToHashSet();
        var sent = office.Network.Log.Where(m => m.From.Address == TestOffice.At(TestOffice.BridgeHost, 5060).Address).ToLookup(m => m.Message.CallId);
        return [.. legs.Select(leg => Talk([.. sent[leg]], office, leg)).OfType<(TimeSpan From, TimeSpan To)>().OrderBy(t => t.From)];
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
