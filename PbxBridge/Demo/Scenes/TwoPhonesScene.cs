namespace PbxBridge.Demo.Scenes;

/// <summary>A desk phone dials an employee: mobile and softphone ring together, one answers.</summary>
internal static class TwoPhonesScene
{
    public static Scene Scene => new(
        new("Z biurka ktoś wybiera 201: u Anny dzwonią naraz telefon komórkowy i softphone; odbiera na softphonie.",
            "The desk dials 201: Anna's mobile and softphone ring together; she takes the call on the softphone."),
        PlayAsync);

    private static async Task PlayAsync(Stage stage, Scene scene, CancellationToken cancellation)
    {
        stage.Await(DemoCompany.Desk);
        var call = scene.Call = stage.Dial(stage.Pbx, DemoCompany.Desk, "201");
        var phones = await stage.AllRingAsync(DemoCompany.Desk, await stage.RingsAsync(DemoCompany.Desk, cancellation), cancellation);
        var softphone = phones.Find(phone => phone.Peer == stage.Anna);
        var mobile = phones.Find(phone => phone.Peer == stage.Mobile);
        scene.Expect(softphone is not null && mobile is not null, "Dzwonią telefon komórkowy i softphone.", "Mobile and softphone ring.", string.Join(", ", phones.Select(phone => phone.Peer.Name)));
        if (softphone is null || mobile is null)
            return;
        softphone.Ring();
        mobile.Ring();
        scene.Expect(softphone.Caller == "8001", "Softphone pokazuje krótki numer biurka, 8001.", "The softphone shows the desk's short number, 8001.", softphone.Caller);
        await stage.WaitAsync(0.7, cancellation);
        await softphone.AnswerAsync(cancellation);
        var status = await stage.SoonAsync(call.Final, cancellation);
        scene.Expect(status == 200, "Połączenie odebrane (200).", "The call is answered (200).", $"{status}");
        var reason = await stage.CameAsync(mobile.Cancelled, cancellation) ? await mobile.Cancelled : "no CANCEL";
        scene.Expect(reason.Contains("cause=200", StringComparison.Ordinal),
            "Telefon komórkowy przestaje dzwonić i nie zapisuje nieodebranego połączenia („odebrano gdzie indziej”).",
            "The mobile stops and keeps no missed call (\"answered elsewhere\").", reason);
        await stage.WaitAsync(0.5, cancellation);
        await softphone.HangUpAsync(cancellation);
        scene.Expect(await stage.CameAsync(call.Ended, cancellation), "Anna się rozłącza, biurko też.", "Anna hangs up, and the desk is told.", "no BYE");
        scene.Ends(200, DemoCompany.Anna);
    }
}
