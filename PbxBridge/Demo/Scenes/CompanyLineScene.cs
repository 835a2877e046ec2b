namespace PbxBridge.Demo.Scenes;

/// <summary>A customer calls a company line: the first member is busy, the second answers.</summary>
internal static class CompanyLineScene
{
    private const string Customer = "+48512000003";

    public static Scene Scene => new(
        new("Klient dzwoni na linię firmową 600: pierwszy wylosowany handlowiec jest zajęty, drugi odbiera.",
            "A customer calls the company line 600: the first member drawn is busy, the second answers."),
        PlayAsync);

    private static async Task PlayAsync(Stage stage, Scene scene, CancellationToken cancellation)
    {
        stage.Await(Customer);
        var call = scene.Call = stage.Dial(stage.Mobile, Customer, DemoCompany.Line600);
        var first = await stage.RingsAsync(Customer, cancellation);
        first.Refuse(486);
        var next = await stage.RingsAsync(Customer, cancellation);
        while (next.Called == first.Called)
        {
            next.Refuse(486);
            next = await stage.RingsAsync(Customer, cancellation);
        }

        var phones = await stage.AllRingAsync(Customer, next, cancellation);
        foreach (var phone in phones)
            phone.Ring();
        scene.Expect(!call.Final.IsCompleted, "Klient nie słyszy, że pierwszy był zajęty.", "The customer does not hear that the first one was busy.", "refused");
        scene.Expect(next.Caller == Customer, "Handlowiec widzi numer klienta.", "The member sees the customer's number.", next.Caller);
        await stage.WaitAsync(0.7, cancellation);
        await next.AnswerAsync(cancellation);
        var status = await stage.SoonAsync(call.Final, cancellation);
        scene.Expect(status == 200, "Drugi odbiera (200).", "The second one answers (200).", $"{status}");
        await stage.WaitAsync(0.5, cancellation);
        await call.HangUpAsync(cancellation);
        scene.Expect(await stage.CameAsync(next.Ended, cancellation), "Klient się rozłącza, handlowiec też.", "The customer hangs up, and the member is told.", "no BYE");
        scene.Ends(200, next.Called);
    }
}
