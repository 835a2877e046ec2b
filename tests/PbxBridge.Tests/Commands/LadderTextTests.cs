using PbxBridge.Commands;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Tests.Commands;

public sealed class LadderTextTests
{
    [Fact]
    public void Arrows_go_from_column_to_column_with_times_and_sentences()
    {
        FlowEvent[] flow =
        [
            Message(0, "A", false, "INVITE sip:201@bridge SIP/2.0"),
            Message(1, "A", true, "SIP/2.0 100 Trying"),
            Message(2, "B1", true, "INVITE sip:+48601000201@127.0.0.1:5070 SIP/2.0"),
            Message(40, "B1", false, "SIP/2.0 486 Busy Here"),
            Message(41, "B2", true, "INVITE sip:x SIP/2.0"),
            Message(1500, "B2", false, "SIP/2.0 200 OK"),
        ];
        var text = LadderText.Of(flow, [new DecisionStep("class", "201", "NUM-1", "OnNet", new Sentence("numer", "A number of the company network."))], sentence => sentence.English);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(9, lines.Length);
        Assert.Matches(@"^ +0\.000 +\|-+ INVITE -+>\| +\| +\|$", lines[2]);
        Assert.Equal("          · class: A number of the company network.", lines[3]);
        Assert.Matches(@"^ +0\.001 +\|<-+ 100 Trying -+\| +\| +\|$", lines[4]);
        Assert.Matches(@"^ +0\.002 +\| +\|-+ INVITE -+>\| +\|$", lines[5]);
        Assert.Matches(@"^ +0\.040 +\| +\|<-+ 486 Busy Here -+\| +\|$", lines[6]);
        Assert.Matches(@"^ +0\.041 +\| +\|-+ INVITE -+>\|$", lines[7]);
        Assert.Matches(@"^ +1\.500 +\| +\|<-+ 200 OK -+\|$", lines[8]);
    }

    private static FlowEvent Message(int milliseconds, string leg, bool sent, string firstLine) =>
        new(TimeSpan.FromMilliseconds(milliseconds), leg, sent, $"udp:{leg}:5060", firstLine, default);
}
