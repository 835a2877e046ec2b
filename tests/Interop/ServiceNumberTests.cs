using PbxBridge.Interop.Rig;

namespace PbxBridge.Interop;

/// <summary>Wrong numbers, emergency calls, personal line and voicemail.</summary>
[Collection(OfficeCollection.Name)]
public sealed class ServiceNumberTests(Office office)
{
    [Fact]
    public Task A_wrong_number_is_announced_and_gets_404() => office.PlayAsync(async stage =>
    {
        var pbx = stage.Refused(Stage.Pbx, "+48225558123", "6012345678", 404);
        await stage.AllSucceededAsync();
        Assert.Contains(pbx.Received, m => m.Answers(183, "INVITE") && m.Body.Contains("m=audio", StringComparison.Ordinal));
        Assert.Contains("Q.850;cause=1;", pbx.Received.Single(m => m.Answers(404, "INVITE"))["Reason"], StringComparison.Ordinal);
    });

    [Fact]
    public Task A_desk_reaches_112_with_its_true_number() => office.PlayAsync(async stage =>
    {
        var mobile = await stage.PeopleAsync(Stage.Mobile);
        stage.Caller(Stage.Pbx, "+48225558123", "112");
        await stage.AllSucceededAsync();
        var invite = mobile.Received.First();
        Assert.Contains("112", invite.FirstLine, StringComparison.Ordinal);
        Assert.Contains("+48225558123", invite["P-Asserted-Identity"], StringComparison.Ordinal);
    });

    [Fact]
    public Task A_mobile_reaches_112() => office.PlayAsync(async stage =>
    {
        var mobile = await stage.PeopleAsync(Stage.Mobile);
        stage.Caller(Stage.MobileCaller, "+48601000201", "112");
        await stage.AllSucceededAsync();
        Assert.Contains("+48601000201", mobile.Received.First()["P-Asserted-Identity"], StringComparison.Ordinal);
    });

    [Fact]
    public Task Anna_does_not_answer_and_her_secretary_does() => office.PlayAsync(async stage =>
    {
        var people = await stage.PeopleAsync(Stage.Mobile, calls: 2, silent: "48601000201");
        stage.Caller(Stage.MobileCaller, "+48501222333", "+48601000201");
        await stage.AllSucceededAsync();
        Assert.Contains("+48601000200", people.Received.Last(m => m.Is("INVITE ")).FirstLine, StringComparison.Ordinal);
    });

    [Fact]
    public Task Neither_Anna_nor_her_secretary_answers_and_the_voicemail_takes_a_message() => office.PlayAsync(async stage =>
    {
        var people = await stage.PeopleAsync(Stage.Mobile, calls: 2, busy: "48601000201", declines: "48601000200");
        stage.Caller(Stage.MobileCaller, "+48501222333", "+48601000201", words: ("talk", "9000"));
        await stage.AllSucceededAsync();
        Assert.Equal(2, people.Received.Count(m => m.Is("INVITE ")));
        await stage.Bridge.QuietAsync();
        await Condition.HoldsAsync("the call is in the list of calls", async () => (await stage.Bridge.CommandAsync("calls", "--last", "1", "--lang", "en")).Contains("voicemail", StringComparison.OrdinalIgnoreCase), TimeSpan.FromSeconds(10));
    });
}
