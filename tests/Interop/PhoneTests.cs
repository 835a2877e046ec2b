using System.Text.Json.Nodes;
using PbxBridge.Interop.Rig;

namespace PbxBridge.Interop;

/// <summary>Two baresip phones, with sound.</summary>
public sealed class PhoneTests : IAsyncLifetime
{
    private const int AnnasTone = 440;
    private const int PiotrsTone = 1000;

    private static readonly TimeSpan RegisteredWithin = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan SpokenWithin = TimeSpan.FromSeconds(20);

    private BridgeProcess? _bridge;

    private BridgeProcess Bridge => _bridge ?? throw new InvalidOperationException("The bridge is not started.");

    public async Task InitializeAsync() =>
        _bridge = await BridgeProcess.StartAsync(new CompanyFile());

    public async Task DisposeAsync() => await Bridge.DisposeAsync();

    [Fact]
    public async Task Two_phones_hear_each_other_before_and_after_a_hold()
    {
        await Stage.PlayAsync(Bridge, async _ =>
        {
            using var wire = new RtpWire();
            await using var piotr = await Baresip.StartAsync(Bridge, "piotr", 1, PiotrsTone, answers: true);
            await using var anna = await Baresip.StartAsync(Bridge, "anna", 0, AnnasTone, answers: false);
            await RegisteredAsync(2);
            await anna.DoAsync("dial", "202");
            await anna.HappensAsync("CALL_ESTABLISHED");
            await anna.HearsAsync(PiotrsTone);
            await piotr.HearsAsync(AnnasTone);

            await anna.HoldAndResumeAsync();
            // The phones' recordings end with the hold; what the bridge sends them does not.
            wire.Forget();
            await Condition.HoldsAsync("both tones are sent again", () => wire.Carries(PiotrsTone, 14000, 14080) && wire.Carries(AnnasTone, 14100, 14180), RegisteredWithin);

            await anna.DoAsync("hangup");
            await Bridge.QuietAsync();
        });
        await Bridge.StopAsync();
        Assert.Contains("Cleared, 200", Bridge.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_Piotr_left_for_Anna_is_heard_at_a_desk_with_her_number_and_PIN()
    {
        await Stage.PlayAsync(Bridge, async stage =>
        {
            await stage.PeopleAsync(Stage.Mobile, calls: 2, busy: "48601000201|48601000200");
            await using (var piotr = await Baresip.StartAsync(Bridge, "piotr", 1, PiotrsTone, answers: false))
            {
                await RegisteredAsync(1);
                await piotr.DoAsync("dial", "201");
                await piotr.HappensAsync("CALL_ESTABLISHED");
                // The greeting, and some seconds of the message.
                await Condition.HoldsAsync("Piotr has spoken", () => piotr.SaidLength > 10 * Sound.Rate, SpokenWithin);
                await piotr.DoAsync("hangup");
                await Bridge.QuietAsync();
                await Condition.HoldsAsync("the message is kept", () => stage.Log.Contains(" kept", StringComparison.Ordinal), RegisteredWithin);
            }

            await using var desk = await Baresip.StartDeskAsync(Bridge, "+48225558123", AnnasTone);
            await desk.DoAsync("dial", "500");
            await desk.HappensAsync("CALL_ESTABLISHED");
            foreach (var key in "201#2010#1")
                await desk.DoAsync("sndcode", $"{key}");
            await desk.HearsAsync(PiotrsTone);
            await desk.DoAsync("hangup");
            await Bridge.QuietAsync();
            await stage.AllSucceededAsync();
        });
        await Bridge.StopAsync();
    }

    [Fact]
    public async Task A_phone_calls_a_desk()
    {
        await Stage.PlayAsync(Bridge, async stage =>
        {
            await using var anna = await Baresip.StartAsync(Bridge, "anna", 0, AnnasTone, answers: false);
            await RegisteredAsync(1);
            var pbx = await stage.PeopleAsync(Stage.Pbx);
            await anna.DoAsync("dial", "8123");
            await anna.HappensAsync("CALL_ESTABLISHED");
            await anna.DoAsync("hangup");
            await stage.AllSucceededAsync();
            Assert.Contains("<sip:201;", pbx.Received.First()["From"], StringComparison.Ordinal);
        });
        await Bridge.StopAsync();
    }

    private Task RegisteredAsync(int phones) =>
        Condition.HoldsAsync($"{phones} phones are registered", async () => (int)(await Bridge.HealthAsync())!["registrations"]! == phones, RegisteredWithin);
}
