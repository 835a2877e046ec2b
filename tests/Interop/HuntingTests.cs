using PbxBridge.Interop.Rig;

namespace PbxBridge.Interop;

/// <summary>Company lines, with every phone at the mobile network and ring times of five seconds.</summary>
[Collection(OfficeCollection.Name)]
public sealed class HuntingTests(Office office)
{
    private const string Customer = "+48501222333";
    private const string Anna = "48601000201";
    private const string Piotr = "48601000202";
    private const string Lucja = "48601000203";

    [Fact]
    public Task A_busy_member_is_passed_over_and_the_second_answers() => office.PlayAsync(async stage =>
    {
        var people = await stage.PeopleAsync(Stage.Mobile, calls: 2, busy: Anna);
        var customer = stage.Caller(Stage.MobileCaller, Customer, "+48600000001");
        await stage.AllSucceededAsync();
        AssertTried(people, Anna, Piotr);
        AssertOneAnswer(customer);
    });

    [Fact]
    public Task A_desk_calls_the_line_by_its_short_number() => office.PlayAsync(async stage =>
    {
        var people = await stage.PeopleAsync(Stage.Mobile, calls: 2, busy: Anna);
        stage.Caller(Stage.Pbx, "+48225558123", "600");
        await stage.AllSucceededAsync();
        AssertTried(people, Anna, Piotr);
    });

    [Fact]
    public Task A_member_who_declines_is_passed_over() => office.PlayAsync(async stage =>
    {
        var people = await stage.PeopleAsync(Stage.Mobile, calls: 2, declines: Anna);
        stage.Caller(Stage.MobileCaller, Customer, "+48600000001");
        await stage.AllSucceededAsync();
        AssertTried(people, Anna, Piotr);
    });

    [Fact]
    public Task A_member_whose_network_gives_up_is_passed_over() => office.PlayAsync(async stage =>
    {
        var people = await stage.PeopleAsync(Stage.Mobile, calls: 2, away: Anna);
        var customer = stage.Caller(Stage.MobileCaller, Customer, "+48600000001");
        await stage.AllSucceededAsync();
        AssertTried(people, Anna, Piotr);
        AssertOneAnswer(customer);
    });

    [Fact]
    public Task A_member_who_does_not_answer_is_cancelled_after_the_ring_time() => office.PlayAsync(async stage =>
    {
        var people = await stage.PeopleAsync(Stage.Mobile, calls: 2, silent: Anna);
        stage.Caller(Stage.MobileCaller, Customer, "+48600000001");
        await stage.AllSucceededAsync();
        AssertTried(people, Anna, Piotr);
        Assert.Contains("Q.850;cause=19", people.Received.Single(m => m.Is("CANCEL "))["Reason"], StringComparison.Ordinal);
    });

    [Fact]
    public Task The_third_member_answers_after_a_busy_and_a_declining_one() => office.PlayAsync(async stage =>
    {
        var people = await stage.PeopleAsync(Stage.Mobile, calls: 3, busy: Anna, declines: Piotr);
        var customer = stage.Caller(Stage.MobileCaller, Customer, "+48600000001");
        await stage.AllSucceededAsync();
        AssertTried(people, Anna, Piotr, Lucja);
        AssertOneAnswer(customer);
    });

    [Fact]
    public Task The_sixteenth_member_of_a_full_line_answers() => office.PlayAsync(async stage =>
    {
        var people = await stage.PeopleAsync(Stage.Mobile, calls: 16, busy: "486020000(0.|1[0-5])");
        var customer = stage.Caller(Stage.MobileCaller, Customer, "+48600000004");
        await stage.AllSucceededAsync();
        AssertTried(people, [.. Enumerable.Range(1, 16).Select(i => $"486020000{i:00}")]);
        AssertOneAnswer(customer);
    });

    [Fact]
    public Task A_caller_who_gives_up_while_hunting_stops_the_ringing() => office.PlayAsync(async stage =>
    {
        var people = await stage.PeopleAsync(Stage.Mobile, calls: 2, busy: Anna, silent: Piotr);
        stage.Caller(Stage.MobileCaller, Customer, "+48600000001", "caller-gives-up", words: ("patience", "300"));
        await stage.AllSucceededAsync();
        AssertTried(people, Anna, Piotr);
    });

    private static void AssertTried(SippRun people, params string[] numbers) =>
        Assert.Equal(numbers.Select(n => $"INVITE sip:+{n}@127.0.0.1:5070"), people.Received.Where(m => m.Is("INVITE ")).Select(m => m.FirstLine.Split(';', ' ') is [_, var uri, ..] ? $"INVITE {uri}" : ""));

    // One dialog, one answer, however many phones rang.
    private static void AssertOneAnswer(SippRun caller)
    {
        Assert.Single(caller.Received, m => m.Answers(200, "INVITE"));
        Assert.Single(caller.Received.Where(m => m.Answers(180, "INVITE") || m.Answers(200, "INVITE")).Select(m => m["To"]).Distinct());
    }
}
