using PbxBridge.Routing.Numbering;
using PbxBridge.Storage.Calls;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

public sealed class RecordTests
{
    [Fact]
    public void A_record_has_the_times_numbers_trunks_and_messages_of_its_call()
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48601000202").Does(new() { RingsAfter = TimeSpan.FromSeconds(1), AnswersAfter = TimeSpan.FromSeconds(4) });
        var start = office.Time.GetUtcNow();
        var call = office.Desk("8001").Dials("202");
        office.Run(10);
        call.HangUp();
        office.Run(1);
        var record = office.Record;
        Assert.Equal([0, 1, 4, 10], new[] { record.StartedAt, record.RingingAt, record.AnsweredAt, record.EndedAt }.Select(at => (at - start)?.TotalSeconds));
        Assert.Equal(("+48225558001", "8001", "202", "+48601000202"), (record.CallerNumber, record.CallerShown, record.Dialled[4..7], record.Called?.Value));
        Assert.Equal(("przyklad-pbx", "mobile", "przyklad"), (record.InTrunk, record.OutTrunk, record.Company));
        Assert.Equal((CallDirection.Internal, NumberClass.OnNet, CallService.Basic), (record.Direction, record.NumberClass, record.Service));
        Assert.Equal(
            ["A<INVITE", "B1>INVITE", "B1<100", "B1<180", "A>180", "B1<200", "B1>ACK", "A>200", "A<ACK", "A<BYE", "A>200", "B1>BYE", "B1<200"],
            record.Flow.Select(f => f.Leg + (f.Sent ? ">" : "<") + (f.FirstLine.StartsWith("SIP/2.0", StringComparison.Ordinal) ? f.FirstLine[8..11] : f.FirstLine.Split(' ')[0])));
        Assert.NotEmpty(record.Decisions);
    }

    [Fact]
    public void A_call_that_ends_in_silence_of_both_phones_is_watched_only_after_the_answer()
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48601000202").Does(new() { AnswersAfter = TimeSpan.FromSeconds(10) });
        office.Desk("8001").Dials("202");
        office.Run(1);
        office.OnLoop(() => office.Media.Ports[0].Silent?.Invoke());
        office.Run(15);
        Assert.DoesNotContain(office.Pbx.Requests("OPTIONS"), r => r.ToTag.Length > 0);
        Assert.Equal(1, office.Bridge.ActiveCalls);
    }
}
