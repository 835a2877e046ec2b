using PbxBridge.Media.Relay;
using PbxBridge.Media.Sdp;
using PbxBridge.Media.Sounds;
using PbxBridge.Media.Srtp;
using PbxBridge.Media.Tests.Relay;

namespace PbxBridge.Media.Tests.Srtp;

/// <summary>A leg with SRTP and a plain one, over real sockets.</summary>
public sealed class SrtpRelayTests : IDisposable
{
    private readonly RelayFixture _fixture = new();
    private readonly Phone _anna = new();
    private readonly Phone _piotr = new();
    private readonly SrtpKey _annas = SrtpKey.New(SrtpSuite.Sha1Tag80, 1);
    private readonly SrtpKey _ours = SrtpKey.New(SrtpSuite.Sha1Tag80, 1);
    private readonly SrtpDirection _seals;
    private readonly SrtpDirection _opens;
    private readonly IMediaPort _a;
    private readonly IMediaPort _p;

    public SrtpRelayTests()
    {
        (_seals, _opens) = (new(_annas), new(_ours));
        _a = _fixture.Relay.Open()!;
        _p = _fixture.PortOf(_piotr);
        Describe();
        _a.Join(_p);
        _fixture.Settle();
    }

    [Fact]
    public void Sound_is_decrypted_one_way_and_encrypted_the_other()
    {
        _anna.SendRaw(_a, Sealed(_anna.Packet(1)));
        var heard = _piotr.Receive();
        Assert.Equal((172, 1, 1), (heard.Length, heard[12], heard[171]));
        _piotr.Send(_p, 2);
        var packet = _anna.Receive();
        Assert.Equal(182, packet.Length);
        Assert.NotEqual(2, packet[100]);
        Assert.Equal(172, _opens.OpenRtp(packet));
        Assert.Equal(2, packet[100]);
    }

    [Fact]
    public void Reports_are_too()
    {
        byte[] report = [0x80, 201, 0, 2, 0, 0, 0x12, 0x34, 5, 6, 7, 8];
        var buffer = new byte[64];
        report.CopyTo(buffer, 0);
        _anna.SendRtcp(_a, buffer[.._seals.SealRtcp(buffer, report.Length)]);
        Assert.Equal(report, _piotr.ReceiveRtcp());
        _piotr.SendRtcp(_p, report);
        var packet = _anna.ReceiveRtcp();
        Assert.Equal(report.Length, _opens.OpenRtcp(packet));
        Assert.Equal(report, packet[..report.Length]);
    }

    [Fact]
    public void What_is_plain_forged_or_comes_again_is_not_heard_and_does_not_become_the_peer()
    {
        var packet = Sealed(_anna.Packet(1));
        _anna.Send(_a, 9);
        _fixture.Until(() => _a.Activity.Strangers == 1);
        _anna.SendRaw(_a, packet);
        Assert.Equal(1, _piotr.Receive()[12]);
        _anna.SendRaw(_a, packet);
        _fixture.Until(() => _a.Activity.Strangers == 2);
        _anna.SendRaw(_a, Sealed(_anna.Packet(2)));
        Assert.Equal(2, _piotr.Receive()[12]);
        Assert.Equal(2, _a.Activity.PacketsIn);
    }

    [Fact]
    public void The_same_keys_again_go_on_where_they_were()
    {
        var packet = Sealed(_anna.Packet(1));
        _anna.SendRaw(_a, packet);
        Assert.Equal(1, _piotr.Receive()[12]);
        Describe();
        _fixture.Settle();
        // A window that began anew would let it in.
        _anna.SendRaw(_a, packet);
        _fixture.Until(() => _a.Activity.Strangers == 1);
        _anna.SendRaw(_a, Sealed(_anna.Packet(2)));
        Assert.Equal(2, _piotr.Receive()[12]);
    }

    [Fact]
    public async Task Prompts_are_encrypted_and_messages_are_recorded_decrypted()
    {
        var playing = _a.PlayAsync(new Sound(new byte[160]), CancellationToken.None);
        var packet = _anna.Receive();
        Assert.Equal(172, _opens.OpenRtp(packet));
        _fixture.Until(() =>
        {
            _fixture.Time.Advance(TimeSpan.FromMilliseconds(20));
            return playing.IsCompleted;
        });
        await playing;
        var recording = _a.RecordAsync(new RecordingLimits { Max = TimeSpan.FromMilliseconds(20) }, CancellationToken.None);
        _fixture.Settle();
        _anna.SendRaw(_a, Sealed(_anna.Packet(0x2A)));
        var recorded = await recording.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0x2A, recorded.ALaw.Span[0]);
    }

    public void Dispose()
    {
        _seals.Dispose();
        _opens.Dispose();
        _fixture.Dispose();
        _anna.Dispose();
        _piotr.Dispose();
    }

    private void Describe() => _a.SetRemote(new PeerTerms(_anna.Address, MediaDirection.SendRecv, 101, 8) { Keys = new(_annas, _ours) });

    private byte[] Sealed(byte[] packet)
    {
        var buffer = new byte[packet.Length + SrtpDirection.Growth];
        packet.CopyTo(buffer, 0);
        return buffer[.._seals.SealRtp(buffer, packet.Length)];
    }
}
