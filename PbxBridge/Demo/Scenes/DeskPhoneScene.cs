namespace PbxBridge.Demo.Scenes;

/// <summary>A mobile dials the short number of a desk phone; both hear each other.</summary>
internal static class DeskPhoneScene
{
    private const int Packets = 50;

    public static Scene Scene => new(
        new("Anna dzwoni z telefonu komórkowego na krótki numer 8001: odbiera telefon na biurku, podłączony do centrali.",
            "Anna dials the short number 8001 on her mobile: a desk phone of the PBX answers."),
        PlayAsync);

    private static async Task PlayAsync(Stage stage, Scene scene, CancellationToken cancellation)
    {
        stage.Await(DemoCompany.Anna);
        var call = scene.Call = stage.Dial(stage.Mobile, DemoCompany.Anna, "8001");
        var desk = await stage.RingsAsync(DemoCompany.Anna, cancellation);
        scene.Expect(desk.Peer == stage.Pbx, "Dzwoni telefon za centralą.", "It rings behind the PBX.", desk.Peer.Name);
        scene.Expect(desk.Caller == "201", "Na jego wyświetlaczu jest krótki numer Anny, 201.", "Its display shows Anna's short number, 201.", desk.Caller);
        desk.Ring();
        await stage.WaitAsync(0.7, cancellation);
        await desk.AnswerAsync(cancellation);
        var status = await stage.SoonAsync(call.Final, cancellation);
        scene.Expect(status == 200 && call.Provisionals.Contains(180), "Anna słyszy sygnał wywołania, potem rozmowę (180, 200).", "Anna hears it ring, then the answer (180, 200).", $"{string.Join(", ", call.Provisionals)}, {status}");
        var second = TimeSpan.FromSeconds(1);
        await Task.WhenAll(
            call.Sound.SayAsync(DemoSound.CallerTone, second, cancellation), desk.Sound.SayAsync(DemoSound.AnswererTone, second, cancellation));
        await stage.WaitAsync(0.2, cancellation);
        var (there, back) = (desk.Sound.Heard(DemoSound.CallerTone), call.Sound.Heard(DemoSound.AnswererTone));
        scene.Expect(there >= Packets - 2 && back >= Packets - 2,
            $"Słychać się w obie strony: po 1 s tonu z obu końców doszło {there} i {back} pakietów z {Packets}.",
            $"Both hear each other: of 1 s of tone from each end {there} and {back} of {Packets} packets arrived.", $"{there}, {back}");
        await call.HangUpAsync(cancellation);
        scene.Expect(await stage.CameAsync(desk.Ended, cancellation), "Anna się rozłącza, telefon na biurku też.", "Anna hangs up, and the desk phone is told.", "no BYE");
        scene.Ends(200, DemoCompany.Desk);
    }
}
