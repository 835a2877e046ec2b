using System.Collections.Immutable;
using PbxBridge.Demo.Scenes;
using PbxBridge.Hosting;

namespace PbxBridge.Demo;

/// <summary>The order of the scenes. The long one, which waits for real ring times, runs beside the short ones and is told after them.</summary>
internal sealed class Programme(Stage stage, DemoReport report)
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    private readonly DateTimeOffset _since = stage.Time.GetUtcNow() - Slack;

    /// <exception cref="StartException">The softphones cannot register.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        ImmutableArray<DemoRegistration> phones = [new(stage.Anna, stage.Company), new(stage.Piotr, stage.Company)];
        foreach (var phone in phones)
        {
            if (await phone.RegisterAsync(300, cancellation) is var status and not 200)
                throw new StartException($"The softphones cannot register: the bridge answered {status}. Has the demo company's password been changed, or is the bridge still starting?");
        }

        var taken = OwnMoneyScene.FillPurse(stage);
        var unanswered = VoicemailScene.Scene;
        var ringing = PlayAsync(unanswered, cancellation);
        var own = OwnMoneyScene.Scene;
        var cut = PlayLaterAsync(own, OwnMoneyScene.After, cancellation);
        report.Wait(
            "Klient dzwoni do Anny i nikt nie odbiera; zanim upłynie 40 s dzwonienia, inne połączenia:",
            "A customer calls Anna and nobody answers; while that rings for its 40 s, other calls:");
        foreach (var scene in (Scene[])[DeskPhoneScene.Scene, TwoPhonesScene.Scene, CompanyLineScene.Scene, WrongNumberScene.Scene, CallerGivesUpScene.Scene, PartnerScene.Scene, AreaScene.Scene,
            ThresholdScene.Scene, BarredScene.Scene])
        {
            await PlayAsync(scene, cancellation);
            await TellAsync(scene, cancellation);
        }

        await cut;
        OwnMoneyScene.GiveBack(stage, taken);
        await TellAsync(own, cancellation);
        report.Wait("Teraz połączenie, którego nikt nie odbiera; jeszcze chwilę dzwoni.", "Now the call that nobody answers; it still rings for a while.");
        await ringing;
        await TellAsync(unanswered, cancellation);
        var mailbox = MailboxScene.Scene;
        await PlayAsync(mailbox, cancellation);
        await TellAsync(mailbox, cancellation);
        foreach (var phone in phones)
            await phone.RegisterAsync(0, cancellation);
    }

    private async Task PlayLaterAsync(Scene scene, TimeSpan after, CancellationToken cancellation)
    {
        await Pause.ForAsync(after, stage.Time, cancellation);
        await PlayAsync(scene, cancellation);
    }

    private async Task PlayAsync(Scene scene, CancellationToken cancellation)
    {
        try
        {
            await scene.Play(stage, scene, cancellation);
        }
        catch (TimeoutException)
        {
            scene.Expect(false, "Potem dzieje się następny krok.", "Then the next step comes.", "nothing came");
            scene.Call?.Abandon();
        }
    }

    private async Task TellAsync(Scene scene, CancellationToken cancellation)
    {
        var record = scene.Call is { } call ? await RecordSearch.FindAsync(stage.Store, call.CallId, _since, stage.Time, cancellation) : null;
        report.Tell(scene, record, record is null ? [] : stage.Store.Charges.OfCall(record.Id));
    }
}
