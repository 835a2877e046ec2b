using System.Text;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Tests.Messages;

/// <summary>Short forms for messages in tests.</summary>
internal static class Text
{
    public const string Invite =
        "INVITE sip:600@pbx.test SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5070;rport;branch=z9hG4bKa1\r\nMax-Forwards: 70\r\n"
        + "From: \"Łucja\" <sip:203@pbx.test>;tag=f1\r\nTo: <sip:600@pbx.test>\r\nCall-ID: c1@192.0.2.1\r\nCSeq: 1 INVITE\r\n"
        + "Contact: <sip:203@192.0.2.1:5070>\r\nContent-Type: application/sdp\r\nContent-Length: 4\r\n\r\nv=0\n";

    public static string Of(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The sample INVITE with one row replaced or, when it has no such row, added.</summary>
    public static string With(string name, string row)
    {
        var lines = Invite.Split("\r\n").ToList();
        var at = lines.FindIndex(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        if (at >= 0)
            lines[at] = row;
        else
            lines.Insert(1, row);
        return string.Join("\r\n", lines);
    }

    public static SipMessage Usable(string text, bool datagram = true)
    {
        var verdict = MessageParser.Parse(Bytes(text), datagram, out var message, out var error);
        Assert.Equal((ParseVerdict.Usable, default), (verdict, error));
        return message!;
    }

    public static (ParseVerdict Verdict, int Status, string Kind) Judge(string text, bool datagram = true)
    {
        var verdict = MessageParser.Parse(Bytes(text), datagram, out _, out var error);
        return (verdict, error.Status, error.Kind);
    }

    public static List<string> All(HeaderValues values)
    {
        List<string> all = [];
        foreach (var value in values)
            all.Add(Of(value));
        return all;
    }
}
