using PbxBridge.Routing.Plans;

namespace PbxBridge.Demo.Scenes;

/// <summary>A caller hangs up while a company line still looks for somebody.</summary>
internal static class CallerGivesUpScene
{
    private const string Customer = "+48512000005";

    public static Scene Scene => new(
        new("Klient dzwoni na linię 601: pierwszy zajęty, drugi telefon dzwoni, a klient rezygnuje.",
            "A customer calls the line 601: the first member is busy, the second rings, and the customer gives up."),
        PlayAsync);

    private static async Task PlayAsync(Stage stage, Scene scene, CancellationToken cancellation)
    {
        stage.Await(Customer);
        var call = scene.Call = stage.Dial(stage.Mobile, Customer, DemoCompany.Line601);
        var first = await stage.RingsAsync(Customer, cancellation);
        first.Refuse(486);
        var second = await stage.RingsAsync(Customer, cancellation);
        second.Ring();
        await stage.WaitAsync(1, cancellation);
        call.Cancel();
        var status = await stage.SoonAsync(call.Final, cancellation);
        scene.Expect(status == 487, "Połączenie kończy się od razu (487).", "The call ends at once (487).", $"{status}");
        var stopped = await stage.CameAsync(second.Cancelled, cancellation);
        scene.Expect(stopped, "Drugi telefon przestaje dzwonić.", "The second phone stops ringing.", "no CANCEL");
        scene.Ends(487, null, CallCause.CallerGone);
    }
}
