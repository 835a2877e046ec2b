namespace PbxBridge.Demo.Scenes;

/// <summary>The network says that the caller is in a cell of the company area: the call is cheaper.</summary>
internal static class AreaScene
{
    // The cell of the demo company's zone, as the network writes it.
    private const string HeadOffice = "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=260021a2b0c0ffee;network-provided";

    public static Scene Scene => new(
        new("Marek dzwoni do Ewy z siedziby firmy: sieć podaje komórkę z obszaru firmowego, więc połączenie jest tańsze.",
            "Marek calls Ewa from the head office: the network names a cell of the company area, so the call is cheaper."),
        PlayAsync);

    private static async Task PlayAsync(Stage stage, Scene scene, CancellationToken cancellation)
    {
        stage.Await(DemoCompany.Marek);
        var call = scene.Call = stage.Dial(stage.Mobile, DemoCompany.Marek, "302", HeadOffice);
        var ewa = await stage.RingsAsync(DemoCompany.Marek, cancellation);
        await ewa.AnswerAsync(cancellation);
        var status = await stage.SoonAsync(call.Final, cancellation);
        scene.Expect(status == 200, "Ewa odbiera (200).", "Ewa answers (200).", $"{status}");
        await call.HangUpAsync(cancellation);
        scene.Costs(charge => charge.Item?.EndsWith("/area-on-net", StringComparison.Ordinal) == true, "Cena obszaru firmowego.", "The price of the company area.");
        scene.Ends(200, DemoCompany.Ewa);
    }
}
