using PbxBridge.Routing.Plans;

namespace PbxBridge.Demo.Scenes;

/// <summary>Nobody answers: Anna's phones for 20 s, then the secretary for 20 s, then Anna's mailbox takes a message.</summary>
internal static class VoicemailScene
{
    private const string Customer = "+48512000006";
    private static readonly TimeSpan Message = TimeSpan.FromSeconds(2.5);

    public static Scene Scene => new(
        new("Klient dzwoni do Anny, nikt nie odbiera: po 20 s dzwoni sekretariat, po dalszych 20 s zgłasza się poczta głosowa i klient zostawia wiadomość.",
            "A customer calls Anna and nobody answers: after 20 s the secretary rings, after 20 s more the voicemail takes a message."),
        PlayAsync);

    private static async Task PlayAsync(Stage stage, Scene scene, CancellationToken cancellation)
    {
        var mailbox = MailboxId.OfEmployee(stage.Company.Id, DemoCompany.AnnaId);
        var before = stage.Store.Voicemail.Counts(mailbox).New;
        stage.Await(Customer);
        var call = scene.Call = stage.Dial(stage.Mobile, Customer, DemoCompany.Anna);
        var phones = await stage.AllRingAsync(Customer, await stage.RingsAsync(Customer, cancellation), cancellation);
        await RingOutAsync(stage, scene, phones, "Telefony Anny dzwonią", "Anna's phones ring", cancellation);
        var secretary = await stage.RingsAsync(Customer, cancellation);
        scene.Expect(secretary.Called == DemoCompany.Maria, "Potem dzwoni sekretariat (200, Maria Wiśniewska).", "Then the secretary rings (200, Maria Wiśniewska).", secretary.Called);
        await RingOutAsync(stage, scene, [secretary], "Sekretariat dzwoni", "The secretary rings", cancellation);
        var status = await stage.SoonAsync(call.Final, cancellation);
        scene.Expect(status == 200, "Odbiera poczta głosowa Anny (200).", "Anna's voicemail answers (200).", $"{status}");
        var beep = await Pause.UntilAsync(() => call.Sound.Heard(DemoSound.Beep) >= 10, TimeSpan.FromSeconds(12), stage.Time, cancellation);
        scene.Expect(beep, "Po zapowiedzi słychać sygnał.", "After the greeting there is the beep.", $"{call.Sound.Received} packets");
        await stage.WaitAsync(0.3, cancellation);
        await call.Sound.SayAsync(DemoSound.CallerTone, Message, cancellation);
        await stage.WaitAsync(0.1, cancellation);
        await call.HangUpAsync(cancellation);
        var kept = await Pause.UntilAsync(() => stage.Store.Voicemail.Counts(mailbox).New == before + 1, TimeSpan.FromSeconds(3), stage.Time, cancellation);
        scene.Expect(kept, "W skrzynce Anny jest jedna nowa wiadomość więcej.", "Anna's mailbox has one new message more.", $"{stage.Store.Voicemail.Counts(mailbox).New}");
        scene.Ends(200, Calls.CallJournal.VoicemailAnswer);
    }

    private static async Task RingOutAsync(Stage stage, Scene scene, List<IncomingCall> phones, string polish, string english, CancellationToken cancellation)
    {
        var began = stage.Time.GetTimestamp();
        foreach (var phone in phones)
            phone.Ring();
        var stopped = await stage.CameAsync(Task.WhenAll(phones.Select(phone => phone.Cancelled)), cancellation, 25);
        var rang = stage.Time.GetElapsedTime(began).TotalSeconds;
        scene.Expect(stopped && rang is > 18.5 and < 21.5, $"{polish} {rang:0.0} s.", $"{english} for {rang:0.0} s.", $"{rang:0.0} s");
    }
}
