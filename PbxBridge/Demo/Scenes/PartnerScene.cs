namespace PbxBridge.Demo.Scenes;

/// <summary>A short number leads to a contractor's office, at the price of the company network.</summary>
internal static class PartnerScene
{
    public static Scene Scene => new(
        new("Maria wybiera 700: to numer partnerski, biuro kontrahenta, w cenie Sieci firmowej.",
            "Maria dials 700: a partner number, the contractor's office, at the price of the company network."),
        PlayAsync);

    private static async Task PlayAsync(Stage stage, Scene scene, CancellationToken cancellation)
    {
        stage.Await(DemoCompany.Maria);
        var call = scene.Call = stage.Dial(stage.Mobile, DemoCompany.Maria, "700");
        var office = await stage.RingsAsync(DemoCompany.Maria, cancellation);
        scene.Expect(office.Called == DemoCompany.Contractor, "Dzwoni u kontrahenta.", "It rings at the contractor's.", office.Called);
        await office.AnswerAsync(cancellation);
        var status = await stage.SoonAsync(call.Final, cancellation);
        scene.Expect(status == 200, "Kontrahent odbiera (200).", "The contractor answers (200).", $"{status}");
        await call.HangUpAsync(cancellation);
        scene.Costs(charge => charge.RateClass == "PartnerNumber" && charge.Item?.EndsWith("/on-net", StringComparison.Ordinal) == true,
            "Cena jak w Sieci firmowej.", "The price is that of the company network.");
        scene.Ends(200, DemoCompany.Contractor);
    }
}
