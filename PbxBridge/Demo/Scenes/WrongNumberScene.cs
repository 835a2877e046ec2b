using PbxBridge.Routing.Plans;

namespace PbxBridge.Demo.Scenes;

/// <summary>A number that does not exist: an announcement, then 404.</summary>
internal static class WrongNumberScene
{
    public static Scene Scene => new(
        new("Z biurka ktoś wybiera 999999999, a takiego numeru nie ma: słyszy zapowiedź, potem koniec.",
            "The desk dials 999999999, which does not exist: an announcement says so and the call ends."),
        PlayAsync);

    private static async Task PlayAsync(Stage stage, Scene scene, CancellationToken cancellation)
    {
        var call = scene.Call = stage.Dial(stage.Pbx, DemoCompany.OtherDesk, "999999999");
        var status = await stage.SoonAsync(call.Final, cancellation, 15);
        var heard = call.Sound.Received;
        scene.Expect(call.Provisionals.Contains(183) && heard >= 50,
            $"Zapowiedź przed odebraniem, za którą nikt nie płaci (183): {heard * 0.02:0.0} s dźwięku.",
            $"An announcement before any answer, which nobody pays for (183): {heard * 0.02:0.0} s of sound.", $"{string.Join(", ", call.Provisionals)}; {heard}");
        scene.Expect(status == 404, "Koniec z kodem 404.", "It ends with 404.", $"{status}");
        scene.Ends(404, null, CallCause.Unallocated);
    }
}
