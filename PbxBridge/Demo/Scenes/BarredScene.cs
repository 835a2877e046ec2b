using PbxBridge.Routing.Plans;

namespace PbxBridge.Demo.Scenes;

/// <summary>A profile does not allow the number; the announcement says that a star would help.</summary>
internal static class BarredScene
{
    public static Scene Scene => new(
        new("Łucja wybiera numer komórkowy spoza Sieci firmowej: jej profil na to nie pozwala, a zapowiedź mówi, że pomogłaby gwiazdka.",
            "Łucja dials a mobile outside the company network: her profile does not allow it, and the announcement says that a star would help."),
        PlayAsync);

    private static async Task PlayAsync(Stage stage, Scene scene, CancellationToken cancellation)
    {
        var call = scene.Call = stage.Dial(stage.Mobile, DemoCompany.Lucja, "512000021");
        var status = await stage.SoonAsync(call.Final, cancellation, 15);
        var heard = call.Sound.Received;
        scene.Expect(call.Provisionals.Contains(183) && heard >= 50, "Słychać zapowiedź z podpowiedzią o gwiazdce.", "The announcement with the hint at the star is heard.", $"{heard}");
        scene.Expect(status == 403, "Koniec z kodem 403.", "It ends with 403.", $"{status}");
        scene.Ends(403, null, CallCause.ProfileBarred);
    }
}
