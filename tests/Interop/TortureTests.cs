using System.Text.Json.Nodes;
using PbxBridge.Interop.Rig;

namespace PbxBridge.Interop;

/// <summary>Every torture message of RFC 4475 and RFC 5118 against the running bridge.</summary>
public sealed class TortureTests
{
    private static readonly TimeSpan FinalWithin = TimeSpan.FromSeconds(1);

    /// <summary>A body shorter than its Content-Length, and headers without the empty line after them: on a stream the rest may still come.</summary>
    private static readonly string[] Unfinished = ["rfc4475/clerr", "rfc4475/baddn"];

    [Fact]
    public async Task Every_message_over_UDP_gets_an_allowed_answer_and_the_bridge_lives_on()
    {
        await using var bridge = await StartAsync();
        List<string> wrong = [];
        // One port for all: some messages repeat others, and what is repeated is answered where the first came from.
        await using var peer = new UdpPeer(0);
        foreach (var (name, allowed) in Torture.Verdicts)
        {
            peer.Forget();
            await peer.SendAsync(Torture.Message(name, "UDP"));
            var got = await VerdictAsync(peer);
            await peer.SendAsync(SipText.Request("OPTIONS", "alive", "alive", peer.Port));
            await peer.NextAsync($"an answer to OPTIONS after {name}", IsAlive);
            if (!Torture.IsAllowed(allowed, got))
                wrong.Add($"{name}: {got}, allowed {allowed}");
        }

        Assert.Equal(37, Torture.Verdicts.Count());
        Assert.Empty(wrong);
        await bridge.StopAsync();
    }

    [Fact]
    public async Task Every_message_over_TCP_in_random_pieces_gets_an_allowed_answer_and_the_bridge_lives_on()
    {
        await using var bridge = await StartAsync();
        var chance = new Random(4475);
        List<string> wrong = [];
        foreach (var (name, allowed) in Torture.Verdicts)
        {
            await using var peer = await StreamPeer.ConnectAsync();
            var message = Torture.Message(name, "TCP");
            for (int at = 0, next; at < message.Length && !peer.IsClosed; at = next)
            {
                next = Math.Min(message.Length, at + chance.Next(1, 200));
                await peer.SendAsync(message.AsMemory(at, next - at));
            }

            var got = await VerdictAsync(peer);
            if (!Torture.IsAllowed(allowed, got) && !(got == "none" && Unfinished.Contains(name)))
                wrong.Add($"{name}: {got}{(peer.IsClosed ? ", closed" : "")}, allowed {allowed}");
            await using var fresh = await StreamPeer.ConnectAsync();
            await fresh.SendAsync(SipText.Request("OPTIONS", "alive", "alive", 5999, "TCP"));
            await fresh.NextAsync($"an answer to OPTIONS after {name}", IsAlive);
        }

        Assert.Empty(wrong);
        await bridge.StopAsync();
    }

    // All come from one address: after a few without a password its answers would be slowed.
    private static Task<BridgeProcess> StartAsync() => BridgeProcess.StartAsync(
        new CompanyFile(), settings => settings["Security"] = new JsonObject { ["SlowAfter"] = 1000, ["BanAfter"] = 1000 });

    private static bool IsAlive(SipText message) => message.IsFinalTo("OPTIONS") && message["To"]!.Contains("sip:alive@", StringComparison.Ordinal);

    // The status, prov when nothing final comes after a provisional one, none when nothing comes.
    private static async Task<string> VerdictAsync(Peer peer)
    {
        try
        {
            var final = await peer.NextAsync("a final answer", m => m.Is("SIP/2.0 ") && !m.Is("SIP/2.0 1"), FinalWithin);
            if (final.IsFinalTo("INVITE") && final["Via"] is not null)
                await peer.SendAsync(final.AckOfRefusal("sip:ack@invalid"));
            return final.FirstLine[8..11];
        }
        catch (TimeoutException)
        {
            return peer.Seen.Any(m => m.Is("SIP/2.0 1")) ? "prov" : "none";
        }
    }
}
