using PbxBridge.Commands;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Calls.Ladders;

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
        var text = LadderText.Of(CallLadder.Of(flow, [new DecisionStep("class", "201", "NUM-1", "OnNet", new Sentence("numer", "A number of the company network."))], []), sentence => sentence.English);
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

    [Fact]
    public void What_the_hunt_found_comes_after_the_arrows()
    {
        FlowEvent[] flow = [Message(0, "A", false, "INVITE sip:201@bridge SIP/2.0"), Message(5, "A", true, "SIP/2.0 404 Not Found")];
        var text = LadderText.Of(CallLadder.Of(flow, [Step("class", "In the network."), Step("hunt", "Anna: busy."), Step("hunt", "Round 2.")], []), sentence => sentence.English);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("          · class: In the network.", lines[3]);
        Assert.Contains("404 Not Found", lines[4], StringComparison.Ordinal);
        Assert.Equal(["          · hunt: Anna: busy.", "          · hunt: Round 2."], lines[5..]);
    }

    [Theory]
    [InlineData(2, "|<487 Request Terminated|")]
    [InlineData(4, "|<487 Request Ter…|")]
    public void Columns_narrow_and_labels_shorten_so_that_the_page_is_not_left(int legs, string arrow)
    {
        List<FlowEvent> flow = [Message(0, "A", false, "INVITE sip:600@bridge SIP/2.0")];
        for (var leg = 1; leg <= legs; leg++)
            flow.Add(Message(leg, $"B{leg}", true, "CANCEL sip:x SIP/2.0"));
        flow.Add(Message(9, "A", true, "SIP/2.0 487 Request Terminated"));
        var lines = LadderText.Of(CallLadder.Of(flow, [], []), sentence => sentence.English).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.True(line.Length <= 118, line));
        Assert.Contains(arrow, lines[^1], StringComparison.Ordinal);
    }

    private static DecisionStep Step(string step, string sentence) => new(step, "201", "R-1", "x", new Sentence("–", sentence));

    private static FlowEvent Message(int milliseconds, string leg, bool sent, string firstLine) =>
        new(TimeSpan.FromMilliseconds(milliseconds), leg, sent, $"udp:{leg}:5060", firstLine, default);
}
