using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Limits;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Limits;
using PbxBridge.Storage.Outbox;

namespace PbxBridge.Demo.Scenes;

/// <summary>A call comes to 80 % of a limit: an SMS for the employee and an e-mail for the administrator wait in the outbox.</summary>
internal static class ThresholdScene
{
    private const string Somebody = "+48512000023";

    // The first second of a call costs 0.0048: it comes to 80.
    private const decimal Before = 79.9960m;

    public static Scene Scene => new(
        new("Jan ma limit 100 zł i wydał prawie 80; to połączenie dochodzi do progu 80%: SMS do Jana i e-mail do administratora.",
            "Jan has a limit of PLN 100 and spent almost 80; this call comes to the threshold of 80%: an SMS to Jan and an e-mail to the administrator."),
        PlayAsync);

    private static async Task PlayAsync(Stage stage, Scene scene, CancellationToken cancellation)
    {
        var isRepeated = Told(stage).Count > 0;
        Spend(stage);
        stage.Await(DemoCompany.Jan);
        var call = scene.Call = stage.Dial(stage.Mobile, DemoCompany.Jan, Somebody[3..]);
        var other = await stage.RingsAsync(DemoCompany.Jan, cancellation);
        await other.AnswerAsync(cancellation);
        await stage.SoonAsync(call.Final, cancellation);
        await call.HangUpAsync(cancellation);
        await Pause.UntilAsync(() => Told(stage).Count >= 2, TimeSpan.FromSeconds(5), stage.Time, cancellation);
        var told = Told(stage);
        foreach (var notice in told)
        {
            scene.Messages.Add(notice.Notice.Audience == LimitAudience.User
                ? $"SMS: {UserNoticeText.Sms(notice.Notice).Polish}"
                : $"E-mail: {AdministratorNoticeText.Mail([new EmployeeNotice("Jan Nowak", notice.Notice)], notice.Cycle).Subject.Polish}");
        }

        scene.Expect(told.Select(notice => notice.Notice.Audience).Distinct().Count() == 2, "Obie wiadomości czekają na wysłanie.", "Both messages wait to be sent.", $"{told.Count}");
        if (isRepeated)
        {
            scene.Expect(!stage.Mobile.Texts.Any(IsJans), "Próg zgłoszono przy wcześniejszym pokazie: w okresie mówi się o nim raz.", "The threshold was told at an earlier demo: once a cycle is enough.", "SMS");
        }
        else if (stage.TextsCome && told.Count > 0)
        {
            var came = await Pause.UntilAsync(() => stage.Mobile.Texts.Any(IsJans), TimeSpan.FromSeconds(5), stage.Time, cancellation);
            scene.Expect(came, "SMS z pozostałą kwotą dochodzi do telefonu Jana.", "The SMS with what remains comes to Jan's phone.", $"{stage.Mobile.Texts.Count}");
        }

        scene.Ends(200, Somebody);
    }

    private static bool IsJans(DemoText text) => text.To.Contains(DemoCompany.Jan, StringComparison.Ordinal) && text.Body.Contains("80%", StringComparison.Ordinal);

    // An earlier version has named him by his number.
    private static List<LimitNotice> Told(Stage stage) =>
        [.. stage.Store.Outbox.Last(50, stage.Company.Id).Where(message => message.Topic == LimitNotice.Topic).Select(message => LimitNotice.Read(message.Payload)).Where(notice => notice.Employee is DemoCompany.JanId or DemoCompany.Jan)];

    // A demo that is repeated finds the money spent, and the messages sent.
    private static void Spend(Stage stage)
    {
        var now = stage.Time.GetUtcNow();
        var account = AccountKey.Limit(stage.Company.Id, DemoCompany.JanId, CycleSchedule.Of(1).At(now).Start);
        var missing = Money.Of(Before) - (stage.Store.Accounts.Find(account)?.Used ?? Money.Zero);
        if (missing > Money.Zero)
            stage.Store.Accounts.Post(account, new LedgerEntry($"demo/{DemoPeer.Token()}", now, LedgerKind.Charge, -missing));
    }
}
