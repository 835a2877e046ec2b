namespace PbxBridge.Media.Sockets;

/// <summary>The relay's way to the kernel: epoll and message batches on Linux, plain sockets elsewhere.</summary>
/// <remarks><see cref="Open"/> and <see cref="Wake"/> may be called from any thread, everything else on the relay's thread.</remarks>
internal interface IPacketSockets : IDisposable
{
    /// <summary>A bound socket that is not yet listened to; null when the port is taken.</summary>
    PacketSocket? Open(int port);

    void Close(PacketSocket socket);

    /// <summary>Throws away what has queued up and reports the socket's packets under <paramref name="tag"/> from now on.</summary>
    void Listen(PacketSocket socket, int tag);

    void Ignore(PacketSocket socket);

    void Connect(PacketSocket socket, in PacketAddress peer);

    void Disconnect(PacketSocket socket);

    /// <summary>Waits for packets or <see cref="Wake"/>.</summary>
    /// <param name="milliseconds">-1 = as long as it takes.</param>
    /// <returns>Number of sockets with packets.</returns>
    int Wait(int milliseconds);

    /// <summary>Tag of the i-th socket of the last <see cref="Wait"/>.</summary>
    int Ready(int index);

    /// <summary>Lets packets gather for a millisecond, so that one wake-up serves many.</summary>
    void Rest();

    void Wake();

    /// <summary>Takes the packets of one socket into the batch, replacing its content.</summary>
    /// <returns>Number of packets; 0 when there are none.</returns>
    int Receive(PacketSocket socket);

    /// <summary>The i-th packet of the batch; its bytes are valid until the next <see cref="Receive"/>.</summary>
    ReadOnlySpan<byte> Packet(int index, out PacketAddress source);

    /// <summary>Sends packets of the batch.</summary>
    /// <returns>How many the kernel took.</returns>
    int Forward(PacketSocket socket, in PacketAddress to, ReadOnlySpan<int> packets);

    bool Send(PacketSocket socket, in PacketAddress to, ReadOnlySpan<byte> packet);
}
