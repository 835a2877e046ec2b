using System.Text;
using PbxBridge.Testing;

namespace PbxBridge.Tests.Office;

/// <summary>HIDE-1: nothing that one peer says of itself or of its network reaches another leg.</summary>
internal static class Hiding
{
    private static readonly char[] s_separators = [' ', ';', ',', '<', '>', '"', '\r', '\n', '=', ':'];

    public static void AssertNothingLeaked(TestOffice office)
    {
        var bridge = TestOffice.At(TestOffice.BridgeHost, 5060).Address;
        var calls = office.Network.Log.Where(m => m.Message.Method == "INVITE").Select(m => m.Message.CallId).ToHashSet();
        var secrets = new Dictionary<string, string>();
        foreach (var message in office.Network.Log.Where(m => m.From.Address != bridge && calls.Contains(m.Message.CallId)))
            Collect(message.Message, secrets);
        var hosts = office.Phones.Select(phone => phone.Address.HostText()).ToHashSet();
        foreach (var message in office.Network.Log.Where(m => m.From.Address == bridge && calls.Contains(m.Message.CallId)))
        {
            var text = Encoding.UTF8.GetString(message.Bytes);
            var leg = message.Message.CallId;
            foreach (var piece in Pieces(message.Message, text).Where(piece => !IsCellOfEmergency(message.Message, piece)))
                Assert.False(secrets.TryGetValue(piece, out var other) && other != leg, $"'{piece}' of leg {other} went to {message.To}:\n{text}");
            foreach (var host in hosts.Where(host => host != message.To.HostText()))
                Assert.False(text.Contains(host, StringComparison.Ordinal), $"the address {host} went to {message.To}:\n{text}");
        }
    }

    // A cell goes on with an emergency call (NUM-8).
    private static bool IsCellOfEmergency(WireMessage message, string piece) => message is { IsRequest: true, Method: "INVITE" }
        && (message.RequestUri.StartsWith("urn:service:sos", StringComparison.Ordinal) || Exchange.UserOf(message.RequestUri) is ['1' or '9', _, _]) && message.All("P-Access-Network-Info").Contains(piece);

    // Everything that a secret could be: words, lines of the body, header values.
    private static IEnumerable<string> Pieces(WireMessage message, string text) =>
        [.. text.Split(s_separators, StringSplitOptions.RemoveEmptyEntries), .. message.Body.Split("\r\n"), .. message.Headers.Select(h => h.Value)];

    private static void Collect(WireMessage message, Dictionary<string, string> secrets)
    {
        var leg = message.CallId;
        secrets[leg] = leg;
        secrets[message.IsRequest ? message.FromTag : message.ToTag] = leg;
        if (message.IsRequest)
            secrets[message.Branch] = leg;
        foreach (var (_, value) in message.Headers.Where(h => h.Name is "User-Agent" or "Server" || Party.Private.Contains(h)))
            secrets[value] = "of a peer";
        foreach (var line in message.Body.Split("\r\n").Where(l => l.StartsWith("o=", StringComparison.Ordinal)))
            secrets[line] = "of a peer";
        secrets.Remove("");
    }
}
