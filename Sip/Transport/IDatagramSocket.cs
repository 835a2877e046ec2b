using System.Net.Sockets;

namespace PbxBridge.Sip.Transport;

/// <summary>A UDP socket that reads and writes in batches: by recvmmsg and sendmmsg, or by the portable Socket.</summary>
internal interface IDatagramSocket : IDisposable
{
    Socket Socket { get; }

    /// <summary>Datagrams that one <see cref="Receive"/> brings at most.</summary>
    int BatchSize { get; }

    /// <summary>Datagrams that could not be given to the kernel.</summary>
    long DroppedSends { get; }

    /// <summary>Reads the next batch without waiting; 0 when nothing is there. The datagrams stay until the next call.</summary>
    int Receive();

    /// <summary>When the kernel took in the first datagram of the batch, in ticks of UTC; null when unknown.</summary>
    long? FirstStamp { get; }

    /// <summary>One datagram of the batch; empty when it was cut or its source is unusable.</summary>
    ReadOnlySpan<byte> Datagram(int index, out IpEndpoint source);

    /// <summary>Gathers one datagram; a full batch is sent at once.</summary>
    void Send(ReadOnlySpan<byte> datagram, IpEndpoint to);

    void Flush();

    /// <summary>The next peer that ICMP reported as unreachable.</summary>
    bool TryReadError(out IpEndpoint peer);
}
