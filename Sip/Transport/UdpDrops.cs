using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PbxBridge.Sip.Transport;

/// <summary>Datagrams that the kernel dropped because a socket's queue was full.</summary>
internal static class UdpDrops
{
    // SOL_SOCKET, SO_MEMINFO (Linux 4.12); the ninth of its 32-bit words is SK_MEMINFO_DROPS (sock_diag.h).
    private const int SocketLevel = 1, MemoryInformation = 55, Words = 9, Drops = 8;

    /// <summary>Null where the system does not say.</summary>
    public static long? Read(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        Span<byte> words = stackalloc byte[Words * sizeof(uint)];
        try
        {
            return socket.GetRawSocketOption(SocketLevel, MemoryInformation, words) == words.Length ? MemoryMarshal.Cast<byte, uint>(words)[Drops] : null;
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}
