using System.Text;
using PbxBridge.Testing;

namespace PbxBridge.Tests.Office;

/// <summary>HIDE-1: nothing that one peer says of itself or of its network reaches another leg.</summary>
internal static class Hiding
{
    public static void AssertNothingLeaked(TestOffice office)
    {
        var bridge = TestOffice.At(TestOffice.BridgeHost, 5060).Address;
        var secrets = new Dictionary<string, HashSet<string>>();
        var calls = office.Network.Log.Where(m => m.Message.Method == "INVITE").Select(m => m.Message.CallId).ToHashSet();
        foreach (var message in office.Network.Log.Where(m => m.From.Address != bridge && calls.Contains(m.Message.CallId)))
            Collect(message, secrets);
        var hosts = office.Phones.Select(phone => phone.Address.HostText()).ToHashSet();
        foreach (var message in office.Network.Log.Where(m => m.From.Address == bridge && calls.Contains(m.Message.CallId)))
        {
            var text = Encoding.UTF8.GetString(message.Bytes);
            var leg = message.Message.CallId;
            foreach (var (other, tokens) in secrets.Where(s => s.Key != leg))
            {
                foreach (var token in tokens)
                    Assert.False(text.Contains(token, StringComparison.Ordinal), $"'{token}' of leg {other} went to {message.To}:\n{text}");
            }
            foreach (var host in hosts.Where(host => host != message.To.HostText()))
                Assert.False(text.Contains(host, StringComparison.Ordinal), $"the address {host} went to {message.To}:\n{text}");
        }
    }

    private static void Collect(RecordedMessage message, Dictionary<string, HashSet<string>> secrets)
    {
        var wire = message.Message;
        if (wire.CallId.Length == 0)
            return;
        if (!secrets.TryGetValue(wire.CallId, out var tokens))
            secrets.Add(wire.CallId, tokens = [wire.CallId]);
        tokens.Add(wire.IsRequest ? wire.FromTag : wire.ToTag);
        if (wire.IsRequest)
            tokens.Add(wire.Branch);
        foreach (var (_, value) in wire.Headers.Where(h => h.Name is "User-Agent" or "Server" || Party.Private.Contains(h)))
            tokens.Add(value);
        foreach (var line in wire.Body.Split("\r\n").Where(l => l.StartsWith("o=", StringComparison.Ordinal)))
            tokens.Add(line);
        tokens.Remove("");
    }
}
