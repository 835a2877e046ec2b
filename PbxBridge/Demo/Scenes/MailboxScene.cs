using PbxBridge.Routing.Plans;

namespace PbxBridge.Demo.Scenes;

/// <summary>Anna listens to the message that the call before left, and deletes it.</summary>
internal static class MailboxScene
{
    public static Scene Scene => new(
        new("Anna dzwoni z softphone'a na 500 i odsłuchuje tę wiadomość.",
            "Anna dials 500 on her softphone and listens to that message."),
        PlayAsync);

    private static async Task PlayAsync(Stage stage, Scene scene, CancellationToken cancellation)
    {
        var mailbox = MailboxId.OfEmployee(stage.Company.Id, DemoCompany.AnnaId);
        var before = stage.Store.Voicemail.Counts(mailbox);
        var call = scene.Call = stage.Dial(stage.Anna, "500");
        var status = await stage.SoonAsync(call.Final, cancellation);
        scene.Expect(status == 200, "Softphone podaje hasło i skrzynka się otwiera, bez PIN-u.", "The softphone shows its password and the mailbox opens, without a PIN.", $"{status}");
        if (status != 200)
            return;
        await Pause.UntilAsync(() => call.Sound.Received >= 50, TimeSpan.FromSeconds(5), stage.Time, cancellation);
        await call.Sound.PressAsync('1', cancellation);
        var heard = await Pause.UntilAsync(() => call.Sound.Heard(DemoSound.CallerTone) >= 110, TimeSpan.FromSeconds(12), stage.Time, cancellation);
        // To its end: what was not played to its end stays new.
        await stage.WaitAsync(0.6, cancellation);
        var tone = call.Sound.Heard(DemoSound.CallerTone) * 0.02;
        scene.Expect(heard, $"Po klawiszu 1 słychać ton, który nagrał klient ({tone:0.0} s).", $"Key 1 plays the tone that the customer left ({tone:0.0} s).", $"{tone:0.0} s");
        // Older messages are not the demo's to delete.
        if (before.New == 1)
            await DeleteAsync(stage, scene, call, mailbox, cancellation);
        await call.HangUpAsync(cancellation);
        scene.Ends(200, Calls.CallJournal.VoicemailAnswer);
    }

    private static async Task DeleteAsync(Stage stage, Scene scene, OutgoingCall call, MailboxId mailbox, CancellationToken cancellation)
    {
        await call.Sound.PressAsync('3', cancellation);
        var gone = await Pause.UntilAsync(() => stage.Store.Voicemail.Counts(mailbox).New == 0, TimeSpan.FromSeconds(5), stage.Time, cancellation);
        scene.Expect(gone, "Klawisz 3 usuwa wiadomość.", "Key 3 deletes the message.", $"{stage.Store.Voicemail.Counts(mailbox).New}");
    }
}
