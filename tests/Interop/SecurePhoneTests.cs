using System.Text.Json.Nodes;
using PbxBridge.Interop.Rig;

namespace PbxBridge.Interop;

/// <summary>A baresip phone over TLS that takes no sound but SRTP, and one that knows only plain RTP.</summary>
public sealed class SecurePhoneTests
{
    private const int AnnasTone = 440;
    private const int PiotrsTone = 1000;

    private static readonly TimeSpan RegisteredWithin = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_hears_the_other_whoever_calls_and_after_a_hold(bool encryptedCalls)
    {
        await using var bridge = await BridgeProcess.StartAsync(new CompanyFile(), settings => settings["Media"] = new JsonObject { ["OffersSrtp"] = true });
        await Stage.PlayAsync(bridge, async _ =>
        {
            using var wire = new RtpWire();
            await using var anna = await Baresip.StartSecureAsync(bridge, "anna", 0, AnnasTone, answers: !encryptedCalls);
            await using var piotr = await Baresip.StartAsync(bridge, "piotr", 1, PiotrsTone, answers: encryptedCalls);
            await RegisteredAsync(bridge);
            var caller = encryptedCalls ? anna : piotr;
            await caller.DoAsync("dial", encryptedCalls ? "202" : "201");
            await caller.HappensAsync("CALL_ESTABLISHED");
            await anna.HearsAsync(PiotrsTone);
            await piotr.HearsAsync(AnnasTone);

            await anna.HoldAndResumeAsync();
            wire.Forget();
            await Condition.HoldsAsync("Anna's tone is sent again, and something to her", () => wire.Carries(AnnasTone, 14100, 14180) && wire.IsBusy(14000, 14080), RegisteredWithin);
            // What that is nobody else can tell.
            Assert.False(wire.Carries(PiotrsTone, 14000, 14080));
            await caller.DoAsync("hangup");
            await bridge.QuietAsync();
        });
        await bridge.StopAsync();
    }

    private static Task RegisteredAsync(BridgeProcess bridge) =>
        Condition.HoldsAsync("both phones are registered", async () => (int)(await bridge.HealthAsync())!["registrations"]! == 2, RegisteredWithin);
}
