using PbxBridge.Routing.Plans;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>DIV-2 to DIV-4, LOOP-4: who sent a call on before it came, and what the next one is told of it.</summary>
public sealed class CallHistoryTests
{
    private const string Customer = "+48226000000";
    private const string First = "+48502111222";
    private const string Malopolskie = "+48600000003";
    private const string Jan = "+48601000401";
    private const string Anna = "+48601000201";

    [Fact]
    public void A_history_goes_on_one_level_deeper_and_Diversion_says_the_same()
    {
        var invite = ToJan($"<sip:{First}@ims.example;user=phone>;index=1, <sip:{Malopolskie}@ims.example;user=phone;cause=486>;index=1.1;mp=1");
        Assert.Equal($"{Entry(First)};index=1, {Entry(Malopolskie, 486)};index=1.1;mp=1, {Entry(Jan, 380)};index=1.1.1;mp=1.1", invite["History-Info"]);
        Assert.Equal([$"{Entry(Malopolskie)};reason=follow-me;counter=1;privacy=off;screen=yes", $"{Entry(First)};reason=user-busy;counter=1;privacy=off"], invite.All("Diversion"));
    }

    [Fact]
    public void Of_both_headers_History_Info_counts()
    {
        var invite = ToJan($"<sip:{First}@ims.example>;index=1, <sip:{Malopolskie}@ims.example;cause=408>;index=1.2;mp=1", ("Diversion", "<sip:+48502999999@ims.example>;reason=user-busy"));
        Assert.Equal($"{Entry(First)};index=1, {Entry(Malopolskie, 408)};index=1.2;mp=1, {Entry(Jan, 380)};index=1.2.1;mp=1.2", invite["History-Info"]);
        Assert.Equal($"{Entry(First)};reason=no-answer;counter=1;privacy=off", invite.All("Diversion").Last());
    }

    [Fact]
    public void The_entry_that_the_last_network_left_out_is_put_in()
    {
        var invite = ToJan($"<sip:{First}@ims.example>;index=1, <sip:+48502111333@ims.example;cause=302>;index=1.1;mp=1");
        Assert.Equal(
            $"{Entry(First)};index=1, {Entry("+48502111333", 302)};index=1.1;mp=1, {Entry(Malopolskie)};index=1.1.0, {Entry(Jan, 380)};index=1.1.0.1;mp=1.1.0",
            invite["History-Info"]);
    }

    [Fact]
    public void Who_is_hidden_stays_so_and_is_told_inside_the_trust_domain_only()
    {
        var hidden = $"<sip:{First}@ims.example;user=phone?Privacy=history>;index=1";
        var invite = ToJan($"{hidden}, <sip:{Malopolskie}@ims.example;cause=486>;index=1.1;mp=1");
        Assert.StartsWith($"<sip:{First}@192.0.2.1;user=phone?Privacy=history>;index=1, ", invite["History-Info"], StringComparison.Ordinal);
        Assert.Equal($"{Entry(First)};reason=user-busy;counter=1;privacy=full", invite.All("Diversion").Last());
        using var office = TestOffice.Demo();
        office.Caller(Customer).Dials("+48225558001", new() { Headers = [("History-Info", $"{hidden}, <sip:+48225558001@ims.example;cause=486>;index=1.1;mp=1")] });
        office.Run(1);
        Assert.DoesNotContain(office.Desk("8001").Call.Invite.Headers, row => row.Value.Contains(First, StringComparison.Ordinal));
    }

    [Fact]
    public void Several_diversions_in_one_row_are_as_many_entries()
    {
        var invite = ToJan("", ("Diversion", $"<sip:{First}@ims.example>;reason=no-answer;counter=3;privacy=full"));
        Assert.Equal(
            "<sip:unknown@unknown.invalid>;index=1, <sip:unknown@unknown.invalid;cause=404>;index=1.1;mp=1, "
            + $"<sip:{First}@192.0.2.1;user=phone;cause=404?Privacy=history>;index=1.1.1;mp=1.1, {Entry(Malopolskie, 408)};index=1.1.1.1;mp=1.1.1, {Entry(Jan, 380)};index=1.1.1.1.1;mp=1.1.1.1",
            invite["History-Info"]);
        Assert.Equal($"<sip:{First}@192.0.2.1;user=phone>;reason=no-answer;counter=3;privacy=full", invite.All("Diversion").Last());
    }

    [Fact]
    public void Placeholders_come_back_as_the_counter()
    {
        var invite = ToJan($"<sip:unknown@unknown.invalid>;index=1, <sip:{First}@ims.example;cause=404>;index=1.1;mp=1, <sip:{Malopolskie}@ims.example;cause=302>;index=1.1.1;mp=1.1");
        Assert.Equal($"{Entry(First)};reason=unconditional;counter=2;privacy=off", invite.All("Diversion").Last());
    }

    [Fact]
    public void A_call_that_nobody_here_sends_on_keeps_its_history_as_it_is()
    {
        using var office = TestOffice.Demo();
        office.Caller(Customer).Dials(Jan, new() { Headers = [("History-Info", $"<sip:{First}@ims.example>;index=1, <sip:{Jan}@ims.example;cause=302>;index=1.1;mp=1")] });
        office.Run(1);
        Assert.Equal($"{Entry(First)};index=1, {Entry(Jan, 302)};index=1.1;mp=1", office.Mobile(Jan).Call.Invite["History-Info"]);
        Assert.Equal($"{Entry(First)};reason=unconditional;counter=1;privacy=off", office.Mobile(Jan).Call.Invite["Diversion"]);
    }

    [Theory]
    [InlineData("+48225558002", true)]
    [InlineData("+48509999999", false)]
    [InlineData("+48501112233", false)]
    public void A_PBX_tells_of_its_own_numbers_only(string by, bool goesOn)
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Dials("+48501112233", new() { Headers = [("History-Info", $"<sip:{by}@pbx.example>;index=1, <sip:+48501112233@pbx.example;cause=302>;index=1.1;mp=1")] });
        office.Run(1);
        var invite = office.Mobile("+48501112233").Call.Invite;
        Assert.Equal(goesOn ? $"{Entry(by)};index=1, {Entry("+48501112233", 302)};index=1.1;mp=1" : "", invite["History-Info"]);
        Assert.Equal(goesOn ? $"{Entry(by)};reason=unconditional;counter=1;privacy=off" : "", invite["Diversion"]);
    }

    [Fact]
    public void A_trusted_caller_who_is_told_that_his_call_goes_on_is_told_the_whole_history()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Anna).IsBusy();
        var call = office.Caller(Customer).Dials(Anna, new() { Headers = [("History-Info", $"<sip:{First}@ims.example>;index=1, <sip:{Anna}@ims.example;cause=302>;index=1.1;mp=1")] });
        office.Run(1);
        Assert.Equal($"{Entry(First)};index=1, {Entry(Anna, 302)};index=1.1;mp=1, {Entry("+48601000200", 486)};index=1.1.1;mp=1.1", call.Responses.Single(r => r.Status == 181)["History-Info"]);
    }

    [Theory]
    [InlineData("History-Info", "<sip:{0}@x>;index=1, <sip:unknown@unknown.invalid;cause=302>;index=1.1;mp=1, <sip:unknown@unknown.invalid;cause=302>;index=1.1.1;mp=1.1, <sip:unknown@unknown.invalid;cause=302>;index=1.1.1.1;mp=1.1.1, <sip:unknown@unknown.invalid;cause=302>;index=1.1.1.1.1;mp=1.1.1.1, <sip:+48225558001@x;cause=302>;index=1.1.1.1.1.1;mp=1.1.1.1.1", 480)]
    [InlineData("Diversion", "<sip:{0}@x>;reason=no-answer;counter=5", 480)]
    [InlineData("Diversion", "<sip:{0}@x>;reason=no-answer;counter=4", 200)]
    public void A_PBX_does_not_send_on_what_was_sent_on_five_times(string header, string value, int status)
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Does(new() { RingsAfter = null, AnswersAfter = null, DeclinesWith = 302, Headers = [("Contact", "<sip:401@203.0.113.80>")] });
        office.Mobile(Jan).Answers();
        var call = office.Caller(Customer).Dials("+48225558001", new() { Headers = [(header, string.Format(null, value, First))] });
        office.Run(3);
        Assert.Equal(status, call.FinalStatus);
        Assert.Equal(status == 200 ? 1 : 0, office.Mobile(Jan).Calls.Count);
    }

    [Theory]
    [InlineData("History-Info", "{0};index=1, {1};index=1.1;mp=1, <sip:+48509000000@ims.example;cause=408>;index=1.1.1;mp=1.1", true)]
    [InlineData("History-Info", "{0};index=1, {1};index=1.1;mp=1, <sip:+48509000000@ims.example>;index=1.1.1", true)]
    [InlineData("History-Info", "{0};index=1, {1};index=1.1;mp=1, <sip:ue@10.0.0.1>;index=1.1.1;rc=1.1", false)]
    [InlineData("History-Info", "{0};index=1, {1};index=1.1;mp=1, <sip:+48601000401@ims.example>;index=1.1.1;np=1.1", false)]
    [InlineData("History-Info", "{0};index=1, {1};index=1.1;mp=1", false)]
    [InlineData("Diversion", "<sip:+48601000401@ims.example>;reason=no-answer, <sip:+48600000003@192.0.2.1>;reason=follow-me", true)]
    [InlineData("Diversion", "<sip:+48600000003@192.0.2.1>;reason=follow-me;counter=1", false)]
    public void A_member_whose_answer_has_a_longer_history_has_not_answered(string header, string value, bool diverted)
    {
        var told = string.Format(null, value, Entry(Malopolskie), Entry(Jan, 380));
        foreach (var rings in (bool[])[true, false])
        {
            using var office = TestOffice.Demo();
            office.Mobile(Jan).Does(new() { RingsAfter = rings ? TimeSpan.Zero : null, AnswersAfter = rings ? null : TimeSpan.FromSeconds(1), Headers = [(header, told)] });
            office.Mobile("+48601000402").Answers();
            office.Caller(Customer).Dials(Malopolskie);
            office.Run(3);
            Assert.Equal(diverted ? (rings ? "CANCEL ACK" : "ACK BYE") : rings ? "" : "ACK", string.Join(' ', office.Mobile(Jan).Call.Requests.Select(r => r.Method)));
            Assert.Equal(diverted ? 1 : 0, office.Mobile("+48601000402").Calls.Count);
            office.End();
            Assert.Equal(diverted ? CallCause.Diverted : rings ? CallCause.CallerGone : CallCause.Cleared, office.Record.Attempts[0].Outcome);
        }
    }

    [Fact]
    public void A_caller_whose_call_a_line_sends_to_its_mailbox_is_told_once()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLine("602", l => l with { Total = TimeSpan.FromSeconds(20) }));
        office.Mobile(Jan).RingsOut();
        office.Mobile("+48601000402").IsBusy();
        var call = office.Caller(Customer).Dials(Malopolskie);
        office.Run(21);
        Assert.Equal([100, 180, 181, 200], call.Responses.Select(r => r.Status));
        Assert.Equal($"{Entry(Malopolskie)};index=1, {Entry(Malopolskie, 408)};index=1.1;mp=1", call.Responses[2]["History-Info"]);
    }

    private static WireMessage ToJan(string history, params (string, string)[] more)
    {
        using var office = TestOffice.Demo();
        office.Caller(Customer).Dials(Malopolskie, new() { Headers = history.Length == 0 ? more : [("History-Info", history), .. more] });
        office.Run(1);
        return office.Mobile(Jan).Call.Invite;
    }

    private static string Entry(string number, int cause = 0) => $"<sip:{number}@192.0.2.1;user=phone{(cause == 0 ? "" : $";cause={cause}")}>";
}
