using System.Text;

namespace PbxBridge.Sip.Tests.Transport;

/// <summary>Small SIP messages, enough for framing.</summary>
internal static class Texts
{
    public static string Request(int number, string body = "") =>
        $"MESSAGE sip:b@example.com SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:5060;branch=z9hG4bK{number}\r\nCSeq: {number} MESSAGE\r\n"
        + $"Content-Length: {body.Length}\r\n\r\n{body}";

    public static string Response(int number, string sentBy) =>
        $"SIP/2.0 200 OK\r\nv: SIP/2.0/TCP {sentBy};branch=z9hG4bK{number}\r\nCSeq: {number} MESSAGE\r\nContent-Length: 0\r\n\r\n";

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
