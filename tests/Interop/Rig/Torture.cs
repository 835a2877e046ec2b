using System.Text;
using System.Text.RegularExpressions;

namespace PbxBridge.Interop.Rig;

/// <summary>The messages of RFC 4475 and RFC 5118 and what a server may answer to each.</summary>
internal static partial class Torture
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Torture");

    /// <summary>Name with set, and the answers allowed: codes, classes, <c>none</c>, <c>prov</c>, <c>any</c>, and <c>!</c> before what is not.</summary>
    public static IEnumerable<(string Name, string Allowed)> Verdicts
    {
        get
        {
            var rows = File.ReadLines(Path.Combine(Folder, "verdicts.tsv")).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t')).ToArray();
            var (name, set, allowed) = (Array.IndexOf(rows[0], "name"), Array.IndexOf(rows[0], "set"), Array.IndexOf(rows[0], "allowed"));
            return rows.Skip(1).Select(row => ($"{row[set]}/{row[name]}", row[allowed])).Where(row => File.Exists(PathOf(row.Item1)));
        }
    }

    /// <summary>The message, with <c>rport</c> in its top Via so that the answer comes back, and the transport that it really takes.</summary>
    public static byte[] Message(string name, string transport)
    {
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(PathOf(name)));
        return Encoding.Latin1.GetBytes(TopVia().Replace(text, via => $"{via.Groups[1]}{transport}{via.Groups[3]};rport", 1));
    }

    public static bool IsAllowed(string allowed, string got)
    {
        var all = allowed.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var wanted = all.Where(code => code[0] != '!').ToArray();
        if (all.Any(code => code[0] == '!' && Hits(code[1..], got)))
            return false;
        return wanted.Length == 0 ? got != "none" : wanted.Any(code => code == "any" || Hits(code, got));
    }

    private static bool Hits(string code, string got) => code == got || (code.EndsWith("xx", StringComparison.Ordinal) && char.IsDigit(got[0]) && got[0] == code[0]);

    private static string PathOf(string name) => Path.Combine(Folder, name + ".dat");

    // Protocol, transport, sent-by; white space and folding wherever RFC 3261 lets them be.
    [GeneratedRegex(@"(^(?:via|v)[ \t]*:\s*SIP\s*/\s*[\d.]+\s*/\s*)(\w+)(\s+(?:\[[^\]]*\]|[^\s:;,]+)(?:\s*:\s*\d+)?)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex TopVia();
}
