using System.Globalization;
using System.Text;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Testing;

/// <summary>The messages of a test as a picture: one column a party, one line a message. Golden files are compared with it.</summary>
/// <param name="parties">Name and address of the columns, from left to right. Messages of others are left out.</param>
public sealed class Ladder(InMemoryNetwork network, params (string Name, IpEndpoint Address)[] parties)
{
    private const int Width = 26;

    /// <summary>The picture. Tags, branches and Call-IDs are not in it; times are in seconds of virtual time.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            text.Append(' ', 9);
            foreach (var (name, _) in parties)
                text.Append(name.PadRight(Width));
            EndLine(text);
            foreach (var message in network.Log)
                AddLine(text, message);
            return text.ToString();
        }
    }

    /// <summary>Null when the picture is the expected one, else the first line that differs, both ways. Line ends do not matter.</summary>
    public string? DifferenceTo(string expected)
    {
        var wanted = expected.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        var found = Text.TrimEnd('\n').Split('\n');
        for (var line = 0; line < Math.Max(wanted.Length, found.Length); line++)
        {
            var want = line < wanted.Length ? wanted[line].TrimEnd() : "(nothing more)";
            var have = line < found.Length ? found[line] : "(nothing more)";
            if (want != have)
                return $"line {line + 1}\nexpected: {want}\nfound:    {have}\n\n{Text}";
        }
        return null;
    }

    private static string Describe(WireMessage message)
    {
        var body = message.Body.Length == 0 ? "" : " (sdp)";
        return message.IsRequest
            ? message.Method + body
            : $"{message.Status} {message.Method}{body}";
    }

    private static void EndLine(StringBuilder text)
    {
        while (text.Length > 0 && text[^1] == ' ')
            text.Length--;
        text.Append('\n');
    }

    private void AddLine(StringBuilder text, RecordedMessage message)
    {
        var from = ColumnOf(message.From);
        var to = ColumnOf(message.To);
        if (from < 0 || to < 0 || from == to)
            return;
        var row = new string(' ', parties.Length * Width).ToCharArray();
        for (var column = 0; column < parties.Length; column++)
            row[column * Width] = '|';
        var left = Math.Min(from, to) * Width + 1;
        var length = Math.Abs(from - to) * Width - 1;
        var label = Describe(message.Message) + (message.Lost ? " (lost)" : "");
        if (label.Length > length - 3)
            label = label[..(length - 3)];
        var arrow = from < to ? $"-{label.PadRight(length - 2, '-')}>" : $"<-{label.PadRight(length - 2, '-')}";
        arrow.CopyTo(0, row, left, length);
        text.Append(message.At.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture).PadLeft(8)).Append(' ').Append(row);
        EndLine(text);
    }

    private int ColumnOf(IpEndpoint address)
    {
        for (var column = 0; column < parties.Length; column++)
        {
            if (parties[column].Address.Address == address.Address && (parties[column].Address.Port == address.Port || address.Port >= 40_000))
                return column;
        }
        return -1;
    }
}
