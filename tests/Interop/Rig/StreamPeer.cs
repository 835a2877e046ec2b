using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace PbxBridge.Interop.Rig;

/// <summary>A peer on one TCP or TLS connection.</summary>
internal sealed partial class StreamPeer : Peer
{
    private readonly TcpClient _connection;
    private readonly Stream _stream;

    private StreamPeer(TcpClient connection, Stream stream)
    {
        (_connection, _stream) = (connection, stream);
        connection.NoDelay = true;
        _ = ReceiveAsync();
    }

    /// <summary>The bridge closed the connection.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Connects to the bridge over TCP.</summary>
    public static async Task<StreamPeer> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, 5060);
        return new StreamPeer(client, client.GetStream());
    }

    /// <summary>Connects to the bridge over TLS; its self-signed certificate is taken as it is.</summary>
    public static async Task<StreamPeer> ConnectTlsAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, 5061);
        var tls = new SslStream(client.GetStream(), false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("localhost");
        return new StreamPeer(client, tls);
    }

    /// <summary>Waits for the bridge to connect over TLS.</summary>
    public static async Task<StreamPeer> AcceptTlsAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        var client = await listener.AcceptTcpClientAsync(deadline.Token);
        var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsServerAsync(certificate);
        return new StreamPeer(client, tls);
    }

    public override async Task SendAsync(ReadOnlyMemory<byte> message)
    {
        try
        {
            await _stream.WriteAsync(message);
            await _stream.FlushAsync();
        }
        catch (IOException)
        {
            IsClosed = true;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _stream.DisposeAsync();
        _connection.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var (buffer, text) = (new byte[65536], "");
        try
        {
            while (await _stream.ReadAsync(buffer, Closing.Token) is > 0 and var count)
            {
                text += Encoding.Latin1.GetString(buffer, 0, count);
                while (Cut(ref text) is { } message)
                    Arrived(message);
            }

            IsClosed = true;
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The test is through with this peer, or the bridge closed the connection.
        }
    }

    private static string? Cut(ref string text)
    {
        text = text.TrimStart('\r', '\n');
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return null;
        var length = Length().Match(text[..(end + 2)]);
        var whole = end + 4 + (length.Success ? int.Parse(length.Groups[1].Value, CultureInfo.InvariantCulture) : 0);
        if (text.Length < whole)
            return null;
        var message = text[..whole];
        text = text[whole..];
        return message;
    }

    [GeneratedRegex(@"\r\nContent-Length:\s*(\d+)\r\n", RegexOptions.IgnoreCase)]
    private static partial Regex Length();
}
