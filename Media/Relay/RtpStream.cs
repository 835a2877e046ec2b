using System.Net;
using PbxBridge.Media.Sdp;
using PbxBridge.Media.Sockets;
using PbxBridge.Media.Srtp;

namespace PbxBridge.Media.Relay;

/// <summary>What one port does with packets: latching, counting, forwarding, playing, recording, watching.</summary>
/// <remarks>Everything runs on the relay's thread, except <see cref="Activity"/>, which only reads.</remarks>
internal sealed class RtpStream
{
    private const int ShortestFax = 4;

    private readonly RtpRelay _relay;
    private readonly Latch _rtp;
    private readonly Latch _rtcp;
    private readonly Mouth _mouth = new();
    private SequenceTracker _track;
    private Ear _ear;
    private MediaDirection _direction = MediaDirection.Inactive;
    private bool _hasRemote;
    private int _eventPayload = -1;
    private byte _audioPayload = MediaDescription.NoG711;
    private long _packetsIn, _bytesIn, _packetsOut, _bytesOut, _rtcpIn, _strangers, _malformed, _failures;
    private Watchdog _watchdog = new();
    private bool _hears;

    public RtpStream(RtpRelay relay, PortPair pair)
    {
        _relay = relay;
        Pair = pair;
        _rtp = new Latch(relay.RelatchMs);
        _rtcp = new Latch(relay.RelatchMs);
    }

    public PortPair Pair { get; }

    /// <summary>The relay's number of this stream while it is open; -1 before and after.</summary>
    public int Slot { get; set; } = -1;

    public RtpStream? Partner { get; private set; }

    public Action<char>? KeyPressed { set => _ear.KeyPressed = value; }

    public Action? Silent { get; set; }

    /// <summary>Null: plain RTP.</summary>
    public SrtpGuard? Guard { get; private set; }

    /// <summary>UDPTL instead of RTP.</summary>
    public bool IsFax { get; private set; }

    public bool IsPlaying => _mouth.IsPlaying;

    public bool IsRecording => _ear.IsRecording;

    public long PlayDueMs => _mouth.DueMs;

    public MediaActivity Activity
    {
        get
        {
            var heard = _watchdog.HeardMs;
            return new MediaActivity(_packetsIn, _bytesIn, _packetsOut, _bytesOut, _rtcpIn, heard < 0 ? -1 : Math.Max(0, _relay.NowMs() - heard),
                _track.Lost, _track.Duplicates, _strangers, _malformed, _failures);
        }
    }

    public void Join(RtpStream other)
    {
        Leave();
        other.Leave();
        if (Slot >= 0 && other.Slot >= 0 && other != this)
            (Partner, other.Partner) = (other, this);
    }

    public void Leave()
    {
        if (Partner is not { } partner)
            return;
        partner.Partner = null;
        Partner = null;
    }

    /// <summary>Takes what the port itself does away; the relay does the rest.</summary>
    public void Stop()
    {
        Leave();
        _mouth.Stop();
        _ear.Stop();
        Guard?.Dispose();
        (KeyPressed, Silent, Slot, Guard) = (null, null, -1, null);
    }

    /// <summary>One RTP packet of this port's socket.</summary>
    /// <returns>True when it may go to the partner.</returns>
    public bool TakeRtp(ReadOnlySpan<byte> packet, in PacketAddress source, long nowMs)
    {
        if (!RtpHeader.TryRead(packet, out var header))
        {
            _malformed++;
            return false;
        }
        if (!IsPeers(packet, header.Ssrc, source, nowMs))
            return false;
        _track.On(header.Sequence, header.Ssrc);
        if (header.PayloadType == _eventPayload)
            _ear.TakeEvent(header, packet);
        else if (_ear.IsRecording)
            _ear.TakeSound(header, packet, nowMs);
        return true;
    }

    /// <inheritdoc cref="TakeRtp"/>
    public bool TakeRtcp(ReadOnlySpan<byte> packet, in PacketAddress source, long nowMs)
    {
        if (packet.Length < 8 || packet[0] >> 6 != 2 || packet[1] is < 192 or > 223)
        {
            _malformed++;
            return false;
        }
        if (!_rtcp.Accepts(source, 0, nowMs))
        {
            if (_hasRemote)
                _strangers++;
            return false;
        }
        _rtcpIn++;
        _watchdog.HeardMs = nowMs;
        return true;
    }

    /// <summary>One packet of a fax (UDPTL, ITU-T T.38 §9.1): sequence number, a length, what it says, and what was said before.</summary>
    /// <inheritdoc cref="TakeRtp"/>
    public bool TakeFax(ReadOnlySpan<byte> packet, in PacketAddress source, long nowMs)
    {
        if (packet.Length < ShortestFax)
        {
            _malformed++;
            return false;
        }
        return IsPeers(packet, 0, source, nowMs);
    }

    /// <summary>Sends packets of the batch, which came from the partner, to the peer; a fax to a fax, RTP to RTP.</summary>
    public void ForwardRtp(IPacketSockets sockets, ReadOnlySpan<int> packets, int bytes)
    {
        if (!_hears || IsPlaying)
            return;
        var sent = sockets.Forward(Pair.Rtp, _rtp.Target, packets);
        _packetsOut += sent;
        _bytesOut += bytes;
        _failures += packets.Length - sent;
    }

    /// <summary>RTCP flows in both directions also while a stream is held (RFC 3264 §5.1).</summary>
    public void ForwardRtcp(IPacketSockets sockets, ReadOnlySpan<int> packets) =>
        _ = _hasRemote ? sockets.Forward(Pair.Rtcp, _rtcp.Target, packets) : 0;

    /// <summary>Sends the frames that are due.</summary>
    public void Play(IPacketSockets sockets, long nowMs)
    {
        while (_mouth.TryTake(nowMs))
        {
            if (_hears)
                Say(sockets, _mouth.Packet(_audioPayload));
        }
    }

    public void CheckRecording(long nowMs) => _ear.Check(nowMs);

    /// <summary>Once a second: the watchdog, and opening the socket to others when the latched source is gone.</summary>
    public void Watch(long nowMs)
    {
        if (Pair.Rtp.IsConnected && _rtp.IsStale(nowMs))
            _relay.Sockets.Disconnect(Pair.Rtp);
        if (!_hasRemote || !_direction.Sends())
        {
            _watchdog.Restart(nowMs);
            return;
        }
        if (_watchdog.Barks(nowMs, IsFax && Partner is { } partner ? partner._watchdog.HeardMs : -1, _relay.Options.WatchdogAfter.TotalMilliseconds))
            Silent?.Invoke();
    }

    public void SetRemote(PeerTerms peer, IPAddress? signalling)
    {
        if (Slot < 0)
            return; // the sockets may already serve another call
        var address = peer.Rtp is not { } rtp || rtp.Address.Equals(IPAddress.Any) || rtp.Address.Equals(IPAddress.IPv6Any) ? default : PacketAddress.From(rtp);
        if (_rtp.Describe(address, signalling))
            _relay.Sockets.Disconnect(Pair.Rtp);
        _rtcp.Describe(address.IsNone ? address : address.WithPort(address.Port + 1), signalling);
        (_hasRemote, _direction, _eventPayload, _audioPayload, IsFax) = (!address.IsNone, peer.Direction, peer.TelephoneEventPayload, peer.AudioPayload, peer.IsFax);
        _hears = _hasRemote && _direction.Receives();
        _watchdog.Restart(_relay.TurnMs);
        if (peer.Keys is not null || Guard is not null)
            UseKeys(peer.Keys);
    }

    private void UseKeys(SrtpPair? keys)
    {
        if (Guard is null)
        {
            _rtp.Forget();
            _rtcp.Forget();
            _relay.Sockets.Disconnect(Pair.Rtp);
        }
        Guard = SrtpGuard.For(keys, Guard);
    }

    /// <summary>A packet of this port's peer was not authentic.</summary>
    public void Forged() => _strangers++;

    /// <summary>Sends one packet of the partner, where one of the two is encrypted.</summary>
    /// <param name="buffer">The packet, with room behind it.</param>
    public void ForwardOne(IPacketSockets sockets, Span<byte> buffer, int length, bool isRtp)
    {
        if (isRtp ? !_hears || IsPlaying : !_hasRemote)
            return;
        var size = Guard is { } guard ? isRtp ? guard.Sends.SealRtp(buffer, length) : guard.Sends.SealRtcp(buffer, length) : length;
        if (size == 0)
            return;
        if (!isRtp)
            sockets.Send(Pair.Rtcp, _rtcp.Target, buffer[..size]);
        else
            Count(sockets.Send(Pair.Rtp, _rtp.Target, buffer[..size]), size);
    }

    public void Start(Player player)
    {
        _mouth.Stop();
        if (Slot < 0)
            player.End(completed: false);
        else if (_audioPayload is not (0 or 8))
            player.End(completed: true);
        if (player.HasEnded)
            return;
        _mouth.Start(player);
        _relay.Playing(this);
    }

    public void Stop(Player player, CancellationToken cancellation) => _mouth.Stop(player, cancellation);

    public void Start(Recorder recorder)
    {
        if (Slot < 0)
            recorder.End(RecordingEnd.Released);
        _ear.Start(recorder);
        if (IsRecording)
            _relay.Recording(this);
    }

    public void Finish(Recorder recorder, RecordingEnd reason) => _ear.Finish(recorder, reason);

    private bool IsPeers(ReadOnlySpan<byte> packet, uint ssrc, in PacketAddress source, long nowMs)
    {
        if (!_rtp.Accepts(source, ssrc, nowMs))
        {
            if (_hasRemote)
                _strangers++;
            return false;
        }
        if (Pair.Rtp.Peer != source)
            Connect(source);
        _packetsIn++;
        _bytesIn += packet.Length;
        _watchdog.HeardMs = nowMs;
        return true;
    }

    private void Connect(in PacketAddress source)
    {
        if (Pair.Rtp.IsConnected)
            _relay.Sockets.Disconnect(Pair.Rtp);
        _relay.Sockets.Connect(Pair.Rtp, source);
    }

    private void Say(IPacketSockets sockets, ReadOnlySpan<byte> packet)
    {
        if (Guard is { } guard)
        {
            Span<byte> buffer = stackalloc byte[RtpHeader.MinLength + Player.FrameSamples + SrtpDirection.Growth];
            packet.CopyTo(buffer);
            var size = guard.Sends.SealRtp(buffer, packet.Length);
            Count(sockets.Send(Pair.Rtp, _rtp.Target, buffer[..size]), size);
        }
        else
            Count(sockets.Send(Pair.Rtp, _rtp.Target, packet), packet.Length);
    }

    private void Count(bool sent, int bytes)
    {
        if (!sent)
        {
            _failures++;
            return;
        }
        _packetsOut++;
        _bytesOut += bytes;
    }
}
