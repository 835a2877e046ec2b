using System.Collections.Concurrent;
using PbxBridge.Media.Sockets;
using PbxBridge.Media.Srtp;

namespace PbxBridge.Media.Relay;

/// <summary>Relays RTP and RTCP between port pairs on one thread of its own, plays and records, in turns of a millisecond.</summary>
/// <remarks>Packets go through unchanged, a fax's (T.38) like those of RTP: payload numbers, SSRC and telephone events are those of the other leg, as the rewritten
/// descriptions say (<see cref="Sdp.SdpRewriter"/>). The packet path allocates nothing and takes no lock.</remarks>
public sealed class RtpRelay : IMediaRelay, IDisposable
{
    private const int IdleMs = 100;
    private const int PlayWaitMs = 10;
    private const int WatchMs = 1000;
    private const int RefillAtOnce = 8;
    private const int LongestPacket = 2048;

    private readonly TimeProvider _time;
    private readonly PortPool _pool;
    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly Thread _thread;
    private readonly List<RtpStream> _playing = [];
    private readonly List<RtpStream> _recording = [];
    private readonly Stack<int> _freeSlots = new();
    private readonly int[] _forward = new int[64];
    private readonly byte[] _scratch = new byte[LongestPacket + SrtpDirection.Growth];
    private RtpStream?[] _slots = new RtpStream?[64];
    private int _open;
    private long _watchedMs;
    private int _waiting;
    private volatile bool _stopping;

    /// <param name="time">Paces what is played and measures silence; the thread itself waits on the real clock.</param>
    public RtpRelay(RtpRelayOptions options, TimeProvider time)
    {
        Options = options;
        _time = time;
        Sockets = options.UseEpoll && OperatingSystem.IsLinux() ? new EpollSockets(options.BindAddress) : new PortableSockets(options.BindAddress);
        _pool = new PortPool(Sockets, options.PortMin, options.PortMax, (long)options.PortRest.TotalMilliseconds);
        _pool.Refill(options.PairsAhead, options.PairsAhead, 0);
        _watchedMs = TurnMs = NowMs();
        _thread = new Thread(Run) { Name = "rtp-relay", IsBackground = true };
        _thread.Start();
    }

    public RtpRelayOptions Options { get; }

    /// <summary>Called on the relay's thread with an exception that escaped from a callback or a command; the relay goes on. Null: the process ends.</summary>
    public Action<Exception>? Faulted { get; set; }

    public int PortsFree => _pool.Free;

    internal IPacketSockets Sockets { get; }

    internal long RelatchMs => (long)Options.RelatchAfter.TotalMilliseconds;

    /// <summary>The time of the current turn.</summary>
    internal long TurnMs { get; private set; }

    public IMediaPort? Open(bool emergency = false) => Add(_pool.TakeBeyond(emergency ? 0 : Options.EmergencyPairs));

    public IMediaPort? OpenAt(int port) => Add(_pool.Take(port));

    /// <summary>Ends every port and the thread.</summary>
    public void Dispose()
    {
        if (_stopping)
            return;
        Post(() => _stopping = true);
        _thread.Join();
        _pool.CloseAll();
        Sockets.Dispose();
    }

    internal long NowMs() => (long)_time.GetElapsedTime(0).TotalMilliseconds;

    internal void Post(Action command)
    {
        _commands.Enqueue(command);
        if (Interlocked.Exchange(ref _waiting, 0) == 1)
            Sockets.Wake();
    }

    internal void Playing(RtpStream port)
    {
        if (!_playing.Contains(port))
            _playing.Add(port);
    }

    internal void Recording(RtpStream port)
    {
        if (!_recording.Contains(port))
            _recording.Add(port);
    }

    internal void Remove(RtpStream port)
    {
        if (port.Slot < 0)
            return;
        var slot = port.Slot;
        port.Stop();
        Sockets.Ignore(port.Pair.Rtp);
        Sockets.Ignore(port.Pair.Rtcp);
        Sockets.Disconnect(port.Pair.Rtp);
        _slots[slot] = null;
        _freeSlots.Push(slot);
        _open--;
        _pool.GiveBack(port.Pair, TurnMs);
    }

    private RtpPort? Add(PortPair? pair)
    {
        if (pair is null)
            return null;
        var port = new RtpPort(this, pair);
        Post(() => Insert(port.Stream));
        return port;
    }

    private void Insert(RtpStream port)
    {
        if (!_freeSlots.TryPop(out var slot))
        {
            slot = _open;
            if (slot == _slots.Length)
                Array.Resize(ref _slots, slot * 2);
        }
        _open++;
        port.Slot = slot;
        _slots[slot] = port;
        Sockets.Listen(port.Pair.Rtp, slot * 2);
        Sockets.Listen(port.Pair.Rtcp, (slot * 2) + 1);
    }

    private void Run()
    {
        while (!_stopping)
        {
            TurnMs = NowMs();
            RunCommands();
            // The command to stop was among them: with no port open nothing else would end the wait.
            if (_stopping)
                break;
            var more = _pool.Refill(Options.PairsAhead, RefillAtOnce, TurnMs);
            RunPlayers();
            RunRecorders();
            RunWatch();
            var ready = Wait(more ? 0 : WaitMs());
            TurnMs = NowMs();
            for (var i = 0; i < ready; i++)
                Receive(Sockets.Ready(i));
            if (ready > 0)
                Sockets.Rest();
        }
        foreach (var port in _slots)
        {
            if (port is null)
                continue;
            port.Stop();
            _pool.Close(port.Pair);
        }
        // What was posted meanwhile finds its port closed and completes its task.
        RunCommands();
    }

    private int WaitMs()
    {
        if (_playing.Count > 0)
        {
            var due = long.MaxValue;
            foreach (var port in _playing)
                due = Math.Min(due, port.PlayDueMs);
            return (int)Math.Clamp(due - TurnMs, 1, PlayWaitMs);
        }
        return _open > 0 || !_commands.IsEmpty ? IdleMs : -1;
    }

    private int Wait(int milliseconds)
    {
        // The flag is up before the last look at the queue, so a command posted after that look finds it and wakes us.
        Interlocked.Exchange(ref _waiting, 1);
        var ready = Sockets.Wait(_commands.IsEmpty && !_stopping ? milliseconds : 0);
        Interlocked.Exchange(ref _waiting, 0);
        return ready;
    }

    private void Receive(int tag)
    {
        if (_slots[tag >> 1] is not { } port)
            return;
        var isRtp = (tag & 1) == 0;
        var count = Sockets.Receive(isRtp ? port.Pair.Rtp : port.Pair.Rtcp);
        if (port.Guard is not null || port.Partner?.Guard is not null)
        {
            ReceiveGuarded(port, isRtp, count);
            return;
        }
        var (forward, bytes) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var packet = Sockets.Packet(i, out var source);
            if (!(isRtp ? Take(port, packet, source) : port.TakeRtcp(packet, source, TurnMs)))
                continue;
            _forward[forward++] = i;
            bytes += packet.Length;
        }
        if (forward == 0 || port.Partner is not { } partner || partner.IsFax != port.IsFax)
            return;
        if (isRtp)
            partner.ForwardRtp(Sockets, _forward.AsSpan(0, forward), bytes);
        else
            partner.ForwardRtcp(Sockets, _forward.AsSpan(0, forward));
    }

    // One of the two legs is encrypted: packet by packet. Who is not authentic cannot become the peer.
    private void ReceiveGuarded(RtpStream port, bool isRtp, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var packet = Sockets.Packet(i, out var source);
            packet.CopyTo(_scratch);
            var length = port.Guard?.Open(_scratch.AsSpan(0, packet.Length), isRtp) ?? packet.Length;
            if (length == 0)
                port.Forged();
            else if ((isRtp ? Take(port, _scratch.AsSpan(0, length), source) : port.TakeRtcp(_scratch.AsSpan(0, length), source, TurnMs))
                && port.Partner is { } partner && partner.IsFax == port.IsFax)
                partner.ForwardOne(Sockets, _scratch, length, isRtp);
        }
    }

    private bool Take(RtpStream port, ReadOnlySpan<byte> packet, in PacketAddress source)
    {
        try
        {
            return port.IsFax ? port.TakeFax(packet, source, TurnMs) : port.TakeRtp(packet, source, TurnMs);
        }
        catch (Exception fault) when (Faulted is not null)
        {
            Faulted(fault);
            return false;
        }
    }

    private void RunCommands()
    {
        while (_commands.TryDequeue(out var command))
        {
            try
            {
                command();
            }
            catch (Exception fault) when (Faulted is not null)
            {
                Faulted(fault);
            }
        }
    }

    private void RunPlayers()
    {
        for (var i = _playing.Count - 1; i >= 0; i--)
        {
            var port = _playing[i];
            port.Play(Sockets, TurnMs);
            if (!port.IsPlaying)
                _playing.RemoveAt(i);
        }
    }

    private void RunRecorders()
    {
        for (var i = _recording.Count - 1; i >= 0; i--)
        {
            var port = _recording[i];
            port.CheckRecording(TurnMs);
            if (!port.IsRecording)
                _recording.RemoveAt(i);
        }
    }

    private void RunWatch()
    {
        if (TurnMs - _watchedMs < WatchMs)
            return;
        _watchedMs = TurnMs;
        foreach (var port in _slots)
        {
            try
            {
                port?.Watch(TurnMs);
            }
            catch (Exception fault) when (Faulted is not null)
            {
                Faulted(fault);
            }
        }
    }
}
