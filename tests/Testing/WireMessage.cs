using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PbxBridge.Testing;

/// <summary>A SIP message as text: read and written without any code of the bridge, so that a fault there is not mirrored here.
/// Canonical header names only.</summary>
public sealed partial class WireMessage(string startLine)
{
    public string StartLine { get; set; } = startLine;

    public List<(string Name, string Value)> Headers { get; } = [];

    public string Body { get; set; } = "";

    public bool IsRequest => !StartLine.StartsWith("SIP/2.0 ", StringComparison.Ordinal);

    /// <summary>Of a request in its start line, of a response in its CSeq.</summary>
    public string Method => IsRequest ? StartLine[..StartLine.IndexOf(' ')] : this["CSeq"].Split(' ')[1];

    public string RequestUri => StartLine.Split(' ')[1];

    /// <summary>0 for a request.</summary>
    public int Status => IsRequest ? 0 : int.Parse(StartLine.AsSpan(8, 3), CultureInfo.InvariantCulture);

    public uint CSeq => uint.Parse(this["CSeq"].Split(' ')[0], CultureInfo.InvariantCulture);

    public string CallId => this["Call-ID"];

    public string FromTag => Parameter(this["From"], "tag");

    public string ToTag => Parameter(this["To"], "tag");

    public string Branch => Parameter(this["Via"], "branch");

    /// <summary>The first value; empty when there is none.</summary>
    public string this[string name] => Headers.FirstOrDefault(row => Is(row.Name, name)).Value ?? "";

    public bool Has(string name) => Headers.Exists(row => Is(row.Name, name));

    public IEnumerable<string> All(string name) => Headers.Where(row => Is(row.Name, name)).Select(row => row.Value);

    public WireMessage With(string name, string value)
    {
        Headers.Add((name, value));
        return this;
    }

    /// <summary>Replaces all rows of that name by one, or by none when the value is null.</summary>
    public WireMessage Set(string name, string? value)
    {
        var at = Headers.FindIndex(row => Is(row.Name, name));
        Headers.RemoveAll(row => Is(row.Name, name));
        if (value is not null)
            Headers.Insert(at < 0 ? Headers.Count : at, (name, value));
        return this;
    }

    public WireMessage WithBody(string type, string body)
    {
        Body = body;
        return body.Length == 0 ? this : With("Content-Type", type);
    }

    public byte[] ToBytes()
    {
        var text = new StringBuilder(StartLine).Append("\r\n");
        foreach (var (name, value) in Headers.Where(row => !Is(row.Name, "Content-Length")))
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        text.Append("Content-Length: ").Append(Encoding.UTF8.GetByteCount(Body)).Append("\r\n\r\n").Append(Body);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static WireMessage Parse(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var lines = (end < 0 ? text : text[..end]).Split("\r\n");
        var message = new WireMessage(lines[0]) { Body = end < 0 ? "" : text[(end + 4)..] };
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            message.Headers.Add((line[..colon].Trim(), line[(colon + 1)..].Trim()));
        }
        return message;
    }

    /// <summary>The value of a parameter outside of angle brackets; empty when there is none.</summary>
    public static string Parameter(string value, string name)
    {
        var rest = value[(value.LastIndexOf('>') + 1)..];
        foreach (var part in rest.Split(';').Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (Is((equals < 0 ? part : part[..equals]).Trim(), name))
                return equals < 0 ? "" : part[(equals + 1)..].Trim();
        }
        return "";
    }

    /// <summary>The URI between angle brackets, else the value up to its first parameter.</summary>
    public static string Uri(string value)
    {
        var match = Bracketed().Match(value);
        return match.Success ? match.Groups[1].Value : value.Split(';')[0].Trim();
    }

    public override string ToString() => StartLine;

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("<([^>]*)>")]
    private static partial Regex Bracketed();
}
