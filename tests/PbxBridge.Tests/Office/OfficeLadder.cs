using System.Globalization;
using System.Text;
using PbxBridge.Testing;

namespace PbxBridge.Tests.Office;

/// <summary>The messages of the calls as a picture: the caller on the left, the bridge, and each leg that it rings on the right. Times count from the
/// first INVITE. Tags, branches and Call-IDs are not in it.</summary>
/// <remarks>To write the pictures anew, run the tests with the folder of the pictures in the environment variable LADDERS, then look at the difference.</remarks>
internal sealed class OfficeLadder(TestOffice office)
{
    private const int Width = 34;

    public string Text
    {
        get
        {
            var bridge = TestOffice.At(TestOffice.BridgeHost, 5060).Address;
            var legs = new Dictionary<string, (string Name, bool IsCaller)>();
            var text = new StringBuilder();
            TimeSpan? start = null;
            var callers = 0;
            var callees = 0;
            foreach (var sent in office.Network.Log)
            {
                var message = sent.Message;
                var toBridge = sent.From.Address != bridge;
                if (message is { IsRequest: true, Method: "INVITE" } && !legs.ContainsKey(message.CallId))
                {
                    start ??= sent.At;
                    legs.Add(message.CallId, toBridge ? ("A" + ++callers, true) : ("B" + ++callees, false));
                }
                if (legs.TryGetValue(message.CallId, out var leg))
                    Add(text, sent, sent.At - (start ?? sent.At), leg.Name, leg.IsCaller, toBridge);
            }
            return text.ToString();
        }
    }

    /// <summary>Compares with the picture of that name.</summary>
    public void Is(string file) => Compare(file, Text);

    public static void Compare(string file, string text)
    {
        if (Environment.GetEnvironmentVariable("LADDERS") is { Length: > 0 } folder)
        {
            File.WriteAllText(Path.Combine(folder, file), text);
            return;
        }
        var path = Path.Combine(AppContext.BaseDirectory, "Ladders", file);
        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.True(expected == text, $"{file} is different:\n{text}\nexpected:\n{expected}");
    }

    private static void Add(StringBuilder text, RecordedMessage sent, TimeSpan at, string leg, bool isCaller, bool toBridge)
    {
        var label = Label(sent.Message) + (sent.Lost ? " (lost)" : "");
        label = label.Length > Width - 3 ? label[..(Width - 3)] : label;
        var right = toBridge == isCaller;
        var arrow = right ? $"|-{label.PadRight(Width - 3, '-')}>|" : $"|<{label.PadRight(Width - 3, '-')}-|";
        text.Append(at.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture).PadLeft(8)).Append("  ");
        text.Append(isCaller ? $"{leg} {arrow}" : $"{new string(' ', leg.Length + Width)}{arrow} {leg}");
        if (sent.Message.Has("Reason"))
            text.Append("  ").Append(sent.Message["Reason"]);
        text.Append('\n');
    }

    private static string Label(WireMessage message)
    {
        var body = message.Body.Length == 0 ? "" : message.Body.StartsWith("v=", StringComparison.Ordinal) ? " (sdp)" : " (body)";
        return message.IsRequest
            ? message.Method + (message is { Method: "INVITE", ToTag: "" } ? " " + Exchange.UserOf(message.RequestUri) : "") + body
            : $"{message.Status} {message.Method}{body}";
    }
}
