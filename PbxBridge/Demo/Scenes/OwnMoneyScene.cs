using PbxBridge.Charging.Amounts;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Demo.Scenes;

/// <summary>A private call on the own account, which has money for a few seconds.</summary>
internal static class OwnMoneyScene
{
    private const string Friend = "+48512000022";

    /// <summary>At 0.29 net a minute: 12 seconds, so that the tone comes at once and after 2.</summary>
    private const decimal Balance = 0.0720m;

    /// <summary>Until then a bridge that runs has seen the money: it looks every ten seconds.</summary>
    public static TimeSpan After { get; } = TimeSpan.FromSeconds(12);

    public static Scene Scene => new(
        new("Piotr dzwoni prywatnie, z gwiazdką, z własnego konta, na którym jest 7 groszy: słyszy ton ostrzegawczy, a po 12 s połączenie jest przerwane.",
            "Piotr makes a private call with the star, from his own account with 7 grosze on it: he hears the warning tone, and after 12 s the call is cut."),
        PlayAsync);

    /// <summary>Leaves so much in the purse as the scene needs.</summary>
    /// <returns>What was taken out, for <see cref="GiveBack"/>; zero when something had to be put in.</returns>
    public static Money FillPurse(Stage stage)
    {
        var missing = Money.Of(Balance) - (stage.Store.Accounts.Find(Purse(stage))?.Available ?? Money.Zero);
        if (!missing.IsZero)
            Post(stage, missing);
        return Money.Max(-missing, Money.Zero);
    }

    public static void GiveBack(Stage stage, Money taken)
    {
        if (!taken.IsZero)
            Post(stage, taken);
    }

    private static AccountKey Purse(Stage stage) => AccountKey.Prepaid(stage.Company.Id, DemoCompany.PiotrId);

    private static void Post(Stage stage, Money amount) =>
        stage.Store.Accounts.Post(Purse(stage), new LedgerEntry($"demo/{DemoPeer.Token()}", stage.Time.GetUtcNow(), LedgerKind.Credit, amount));

    private static async Task PlayAsync(Stage stage, Scene scene, CancellationToken cancellation)
    {
        stage.Await(DemoCompany.Piotr);
        var call = scene.Call = stage.Dial(stage.Mobile, DemoCompany.Piotr, Friend[3..] + "%2A");
        var friend = await stage.RingsAsync(DemoCompany.Piotr, cancellation);
        await friend.AnswerAsync(cancellation);
        var began = stage.Time.GetTimestamp();
        var cut = await stage.CameAsync(call.Ended, cancellation, 16);
        var took = stage.Time.GetElapsedTime(began).TotalSeconds;
        var (payer, other) = (call.Sound.Heard(DemoSound.WarningTone), friend.Sound.Heard(DemoSound.WarningTone));
        scene.Expect(cut && took is > 11 and < 14, "Po 12 s mostek rozłącza obie strony.", "After 12 s the bridge hangs up both sides.", $"{took:0.0} s");
        scene.Expect(payer >= 8, "Wcześniej Piotr słyszy ton 1400 Hz.", "Before that Piotr hears 1400 Hz.", $"{payer * 0.02:0.00} s");
        scene.Expect(other == 0, "Druga strona go nie słyszy.", "The other side does not hear it.", $"{other * 0.02:0.00} s");
        scene.Costs(charge => charge is { Billing: Billing.PrivatePrepaid, Closing: Closing.QuotaExhausted }, "Płaci Piotr z własnego konta; firma nie widzi nic.", "Piotr pays from the own account; the company sees nothing.");
        scene.Ends(200, "+48512xxxxxx");
    }
}
