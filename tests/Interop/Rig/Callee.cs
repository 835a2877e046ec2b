using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PbxBridge.Interop.Rig;

/// <summary>The mobile network on one port, without patience: takes every call at once, and hangs up those that it placed after the time that was said.</summary>
internal sealed class Callee : IAsyncDisposable
{
    private static readonly IPEndPoint Bridge = new(IPAddress.Loopback, 5060);

    private readonly UdpClient _socket;
    private readonly int _port;
    private readonly Dictionary<string, TimeSpan> _talks = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _running;

    public Callee(int port)
    {
        _port = port;
        _socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, port));
        _running = RunAsync();
    }

    public int Answered { get; private set; }

    public async Task CallAsync(string from, string dialled, TimeSpan talk)
    {
        var invite = SipText.Request("INVITE", dialled, from, _port, body: SipText.Offer);
        lock (_talks)
            _talks[new SipText(true, invite)["Call-ID"] ?? ""] = talk;
        await SendAsync(invite);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _socket.Dispose();
        await _running;
        _closing.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                await TakeAsync(new SipText(false, Encoding.Latin1.GetString((await _socket.ReceiveAsync(_closing.Token)).Buffer)));
            }
            catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // The bridge is dead just now.
            }
        }
    }

    private async Task TakeAsync(SipText message)
    {
        if (message.Is("INVITE "))
        {
            Answered++;
            await SendAsync(message.Response("200 OK", _port, body: SipText.Offer));
        }
        else if (message.Is("BYE ") || message.Is("OPTIONS ") || message.Is("CANCEL "))
        {
            await SendAsync(message.Response("200 OK", _port));
        }
        else if (message.Answers(200, "INVITE"))
        {
            await SendAsync(message.InDialog("ACK", 1, _port));
            _ = HangUpAsync(message);
        }
    }

    private async Task HangUpAsync(SipText answer)
    {
        TimeSpan talk;
        lock (_talks)
            talk = _talks.GetValueOrDefault(answer["Call-ID"] ?? "");
        try
        {
            using var timer = new PeriodicTimer(talk + TimeSpan.FromMilliseconds(1));
            await timer.WaitForNextTickAsync(_closing.Token);
            await SendAsync(answer.InDialog("BYE", 2, _port));
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is through, or the bridge is dead.
        }
    }

    private Task SendAsync(string message) => _socket.SendAsync(Encoding.Latin1.GetBytes(message), Bridge).AsTask();
}
