using PbxBridge.Storage.Calls;

namespace PbxBridge.Storage.Tests.Calls;

public sealed class FlowBlobTests
{
    [Fact]
    public void A_flow_comes_back_as_it_was()
    {
        var flow = SampleCall.Record("X").Flow;
        var read = FlowBlob.Decode(new FlowBlob(64 * 1024).Encode(flow));
        Assert.Equal(flow.Length, read.Length);
        for (var i = 0; i < flow.Length; i++)
        {
            Assert.Equal(flow[i] with { Raw = default }, read[i] with { Raw = default });
            Assert.Equal(flow[i].Raw.ToArray(), read[i].Raw.ToArray());
        }
    }

    [Fact]
    public void Messages_above_the_limit_keep_their_first_line_only()
    {
        FlowEvent[] flow = [SampleCall.Message(1), SampleCall.Message(2, extra: 5_000), SampleCall.Message(3)];
        var limit = flow[0].Raw.Length + 2_000;
        var read = FlowBlob.Decode(new FlowBlob(limit).Encode([.. flow]));
        Assert.Equal([flow[0].Raw.Length, 0, 0], read.Select(message => message.Raw.Length));
        Assert.Equal(flow.Select(message => message.FirstLine), read.Select(message => message.FirstLine));
    }

    [Fact]
    public void An_endless_flow_keeps_its_beginning()
    {
        var flow = Enumerable.Range(0, FlowBlob.MostEvents + 5).Select(n => SampleCall.Message(n));
        var read = FlowBlob.Decode(new FlowBlob(1_000).Encode([.. flow]));
        Assert.Equal(FlowBlob.MostEvents, read.Length);
        Assert.Equal(TimeSpan.Zero, read[0].At);
    }

    [Fact]
    public void A_flow_of_a_later_format_is_refused() => Assert.Throws<InvalidDataException>(() => FlowBlob.Decode([9, 0, 0]));
}
