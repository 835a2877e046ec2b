using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace PbxBridge.Sip.Transport;

/// <summary>The real Domain Name System: addresses through the operating system, NAPTR and SRV by asking the servers of
/// /etc/resolv.conf over UDP.</summary>
/// <param name="servers">The DNS servers; see <see cref="Configured"/>.</param>
/// <param name="timeout">For each server.</param>
public sealed class SystemNames(ImmutableArray<IPEndPoint> servers, TimeSpan timeout, TimeProvider time) : INameSource
{
    private static readonly TimeSpan AddressLife = TimeSpan.FromSeconds(60);

    /// <summary>The servers named in a resolv.conf; empty when there is no such file.</summary>
    public static ImmutableArray<IPEndPoint> Configured(string path = "/etc/resolv.conf")
    {
        if (!File.Exists(path))
            return [];
        var servers = ImmutableArray.CreateBuilder<IPEndPoint>();
        foreach (var line in File.ReadLines(path))
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length >= 2 && words[0] == "nameserver" && IPAddress.TryParse(words[1], out var address))
                servers.Add(new IPEndPoint(address, 53));
        }
        return servers.ToImmutable();
    }

    public Task<NameAnswer<NaptrRecord>> NaptrAsync(string name, CancellationToken stop) =>
        AskAsync(name, DnsMessage.Naptr, DnsMessage.ReadNaptr, stop);

    public Task<NameAnswer<SrvRecord>> SrvAsync(string name, CancellationToken stop) =>
        AskAsync(name, DnsMessage.Srv, DnsMessage.ReadSrv, stop);

    public async Task<NameAnswer<IPAddress>> AddressesAsync(string name, CancellationToken stop)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(name, stop).ConfigureAwait(false);
            return new NameAnswer<IPAddress>([.. addresses], AddressLife);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            // No such host, or no server: nothing found.
            return NameAnswer<IPAddress>.None;
        }
    }

    private delegate NameAnswer<T>? AnswerReader<T>(ReadOnlySpan<byte> message, ushort id);

    private async Task<NameAnswer<T>> AskAsync<T>(string name, ushort type, AnswerReader<T> read, CancellationToken stop)
    {
        foreach (var server in servers)
        {
            // A fresh port and a fresh id for each question: a forged answer must guess both.
            var id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
            if (DnsMessage.Question(id, name, type) is not { } question)
                return NameAnswer<T>.None;
            using var limit = new CancellationTokenSource(timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
            try
            {
                using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
                await socket.ConnectAsync(server, either.Token).ConfigureAwait(false);
                await socket.SendAsync(question, either.Token).ConfigureAwait(false);
                var buffer = new byte[DnsMessage.MaxLength];
                var length = await socket.ReceiveAsync(buffer, either.Token).ConfigureAwait(false);
                if (read(buffer.AsSpan(0, length), id) is { } answer)
                    return answer;
            }
            catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !stop.IsCancellationRequested))
            {
                // This server does not answer: ask the next.
            }
        }
        return NameAnswer<T>.None;
    }
}
