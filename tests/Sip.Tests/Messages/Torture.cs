namespace PbxBridge.Sip.Tests.Messages;

/// <summary>The messages of RFC 4475 and RFC 5118, byte for byte, and what the parser is to make of each.</summary>
internal static class Torture
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Messages", "Torture");

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".dat"));

    public static IEnumerable<string> Names => Expected.Select(row => row[0]);

    public static IEnumerable<string[]> Expected =>
        File.ReadLines(Path.Combine(Folder, "expected.tsv")).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'));
}
