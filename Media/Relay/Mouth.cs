using System.Security.Cryptography;
using PbxBridge.Media.Sounds;

namespace PbxBridge.Media.Relay;

/// <summary>What one port says to its peer by itself: a sound, frame by frame, as an RTP stream of its own.</summary>
/// <remarks>The relay's thread.</remarks>
internal sealed class Mouth
{
    private readonly byte[] _packet = new byte[RtpHeader.MinLength + Player.FrameSamples];
    private readonly uint _ssrc = (uint)RandomNumberGenerator.GetInt32(int.MaxValue);
    private ushort _sequence = (ushort)RandomNumberGenerator.GetInt32(1 << 15);
    private Player? _player;

    public bool IsPlaying => _player is not null;

    /// <summary>When the next frame, or the end, is due.</summary>
    public long DueMs => _player?.DueMs ?? long.MaxValue;

    /// <summary>Takes the next frame if it is due.</summary>
    public bool TryTake(long nowMs)
    {
        if (_player is not { } player)
            return false;
        if (player.TryTake(nowMs, _packet.AsSpan(RtpHeader.MinLength)))
            return true;
        if (player.HasEnded)
            _player = null;
        return false;
    }

    /// <summary>The RTP packet of the frame that was taken; valid until the next one.</summary>
    /// <param name="payload">8 PCMA, 0 PCMU.</param>
    public ReadOnlySpan<byte> Packet(byte payload)
    {
        if (payload == 0)
            G711.ALawToMuLaw(_packet.AsSpan(RtpHeader.MinLength), _packet.AsSpan(RtpHeader.MinLength));
        RtpHeader.Write(_packet, payload, _player!.IsFirst, _sequence++, (uint)(_player.FrameStartMs * 8), _ssrc);
        return _packet;
    }

    public void Start(Player player) => _player = player;

    /// <summary>Cuts off what plays.</summary>
    public void Stop()
    {
        _player?.End(completed: false);
        _player = null;
    }

    public void Stop(Player player, CancellationToken cancellation)
    {
        player.End(completed: false, cancellation);
        if (_player == player)
            _player = null;
    }
}
