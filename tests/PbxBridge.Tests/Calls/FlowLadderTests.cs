using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Calls.Ladders;
using PbxBridge.Tests.Calls.Transfer;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>X2: what was decided while a call ran stands in its record's ladder beside the message with which it became known.</summary>
public sealed class FlowLadderTests
{
    private const string Line = "+48600000003", Jan = "+48601000401", Katarzyna = "+48601000402";

    [Fact]
    public void A_member_who_is_busy_is_told_after_his_486_and_one_who_does_not_answer_after_the_CANCEL()
    {
        Assert.Equal([("Jan Nowak: no answer.", "B1 CANCEL")], Hunt(office => office.Mobile(Jan).RingsOut()));
        Assert.Equal([("Jan Nowak: busy (it did not ring).", "B1 486")], Hunt(office => office.Mobile(Jan).Refuses(486)));
    }

    [Fact]
    public void A_transfer_is_told_after_REFER_and_after_the_NOTIFY_of_its_outcome_and_in_the_call_that_it_makes_after_the_answer()
    {
        using var office = new TransferOffice();
        office.Office.Desk("8001").Answers(3);
        office.Anna.Refer(TransferOffice.To("8001"));
        office.Run(10);
        office.Office.Desk("8001").Call.HangUp();
        office.Run(1);
        var (first, second) = (office.Office.Records.Single(record => record.Parent is null), office.Office.Records.Single(record => record.Parent is not null));
        Assert.Equal(["B2 REFER", "B2 NOTIFY"], After(office.Office.Stored(first), "transferred").Select(one => one.Message));
        Assert.Equal(["B1 200"], After(office.Office.Stored(second), "transferred").Select(one => one.Message));
    }

    private static List<(string Sentence, string Message)> Hunt(Action<TestOffice> first)
    {
        using var office = TestOffice.Demo();
        first(office);
        office.Mobile(Katarzyna).Answers(after: 3);
        var call = office.Caller("+48226000000").Dials(Line);
        office.Run(20);
        call.HangUp();
        office.Run(1);
        return After(office.Stored(office.Record), "hunt");
    }

    private static List<(string Sentence, string Message)> After(CallRecord record, string step)
    {
        var (found, last) = (new List<(string, string)>(), "");
        foreach (var row in CallLadder.Of(record).Rows)
        {
            if (row is LadderRow.Message { Event: var message })
                last = $"{message.Leg} {MessageHead.Of(message.FirstLine).Label.Split(' ')[0]}";
            else if (row is LadderRow.Decision { Step: { Step: var name, Sentence: var sentence } } && name == step)
                found.Add((sentence.English, last));
        }

        return found;
    }
}
