using PbxBridge.Media.Relay;
using PbxBridge.Media.Sdp;
using PbxBridge.Media.Srtp;
using PbxBridge.Media.Tests.Relay;

namespace PbxBridge.Media.Tests.Srtp;

/// <summary>Two legs with SRTP, each with keys of its own, and strangers that send to one of them.</summary>
public sealed class TwoSrtpLegsTests : IDisposable
{
    private readonly RelayFixture _fixture = new();
    private readonly Speaker _anna;
    private readonly Speaker _piotr;

    public TwoSrtpLegsTests()
    {
        (_anna, _piotr) = (new(_fixture.Relay.Open()!, SrtpSuite.Sha1Tag80), new(_fixture.Relay.Open()!, SrtpSuite.Sha1Tag32));
        _anna.Port.Join(_piotr.Port);
        _fixture.Settle();
    }

    [Fact]
    public void Each_hears_the_other_with_the_suite_and_keys_of_its_own_leg()
    {
        _anna.Says(1);
        Assert.Equal(1, _piotr.Hears(172 + 4));
        _piotr.Says(2);
        Assert.Equal(2, _anna.Hears(172 + 10));
    }

    [Fact]
    public void A_stranger_without_a_tag_never_becomes_the_peer_not_even_first_or_after_a_silence()
    {
        using var stranger = new Phone();
        stranger.Send(_anna.Port, 9);
        _fixture.Until(() => _anna.Port.Activity.Strangers == 1);
        _anna.Says(1);
        Assert.Equal(1, _piotr.Hears(176));
        _fixture.Time.Advance(TimeSpan.FromMinutes(5));
        stranger.SendRtcp(_anna.Port, [0x80, 201, 0, 1, 0, 0, 0, 1]);
        _fixture.Until(() => _anna.Port.Activity.Strangers == 2);
        // Until the socket is open to others again.
        _fixture.Until(() =>
        {
            stranger.Send(_anna.Port, 9);
            return _anna.Port.Activity.Strangers > 3;
        });
        _piotr.Says(2);
        Assert.Equal(2, _anna.Hears(182));
        Assert.True(stranger.HasNothing);
        Assert.Equal(1, _anna.Port.Activity.PacketsIn);
    }

    [Fact]
    public void One_who_was_first_on_a_plain_leg_loses_it_once_there_are_keys()
    {
        using var stranger = new Phone { Ssrc = 0x9999 };
        var (port, phone) = (_fixture.PortOf(_anna.Phone), _anna.Phone);
        port.Join(_piotr.Port);
        _fixture.Settle();
        stranger.Send(port, 9);
        Assert.Equal(9, _piotr.Hears(176));
        using var late = new Speaker(port, SrtpSuite.Sha1Tag80, phone);
        _fixture.Settle();
        _piotr.Says(2);
        Assert.Equal(2, late.Hears(182));
        stranger.Send(port, 9);
        _fixture.Until(() => port.Activity.Strangers == 1);
        late.Says(1);
        Assert.Equal(1, _piotr.Hears(176));
        _piotr.Says(3);
        Assert.Equal(3, late.Hears(182));
    }

    [Fact]
    public void A_partner_with_the_same_SSRC_who_counts_from_anywhere_is_heard()
    {
        _piotr.Says(1);
        Assert.Equal(1, _anna.Hears(182));
        for (var number = 0; number < 80; number++)
            _piotr.Says(3);
        for (var number = 0; number < 80; number++)
            Assert.Equal(3, _anna.Hears(182));
        using var other = new Phone();
        var port = _fixture.PortOf(other);
        _anna.Port.Join(port);
        _fixture.Settle();
        other.Send(port, 4);
        Assert.Equal(4, _anna.Hears(182));
    }

    public void Dispose()
    {
        _anna.Dispose();
        _piotr.Dispose();
        _fixture.Dispose();
    }

    /// <summary>A phone that speaks SRTP, and its leg.</summary>
    private sealed class Speaker : IDisposable
    {
        private readonly SrtpDirection _seals;
        private readonly SrtpDirection _opens;

        public Speaker(IMediaPort port, SrtpSuite suite, Phone? phone = null)
        {
            (Port, Phone) = (port, phone ?? new Phone());
            var (theirs, ours) = (SrtpKey.New(suite, 1), SrtpKey.New(suite, 1));
            (_seals, _opens) = (new(theirs), new(ours));
            port.SetRemote(new PeerTerms(Phone.Address, MediaDirection.SendRecv, 101, 8) { Keys = new(theirs, ours) });
        }

        public IMediaPort Port { get; }

        public Phone Phone { get; }

        public void Says(byte first)
        {
            var packet = Phone.Packet(first);
            var buffer = new byte[packet.Length + SrtpDirection.Growth];
            packet.CopyTo(buffer, 0);
            Phone.SendRaw(Port, buffer[.._seals.SealRtp(buffer, packet.Length)]);
        }

        public byte Hears(int length)
        {
            var packet = Phone.Receive();
            Assert.Equal(length, packet.Length);
            Assert.Equal(172, _opens.OpenRtp(packet));
            return packet[12];
        }

        public void Dispose()
        {
            _seals.Dispose();
            _opens.Dispose();
            Phone.Dispose();
        }
    }
}
