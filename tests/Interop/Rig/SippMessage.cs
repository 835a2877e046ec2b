namespace PbxBridge.Interop.Rig;

/// <summary>One message of a trace.</summary>
/// <param name="Sent">By SIPp.</param>
internal sealed record SippMessage(bool Sent, string Text)
{
    public string FirstLine => Text.Split('\n')[0].TrimEnd('\r');

    public string Body => Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end ? Text[(end + 4)..] : "";

    /// <summary>The first value of a header; null when it is missing.</summary>
    public string? this[string header] => Text.Split("\r\n\r\n")[0].Split("\r\n").Skip(1)
        .FirstOrDefault(line => line.StartsWith(header + ":", StringComparison.OrdinalIgnoreCase))?[(header.Length + 1)..].Trim();

    public bool Is(string start) => FirstLine.StartsWith(start, StringComparison.Ordinal);

    /// <summary>A response to a request of that method.</summary>
    public bool Answers(int status, string method) => Is($"SIP/2.0 {status} ") && (this["CSeq"]?.EndsWith(' ' + method) ?? false);
}
