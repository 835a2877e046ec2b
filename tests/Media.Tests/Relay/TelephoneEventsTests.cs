using PbxBridge.Media.Relay;

namespace PbxBridge.Media.Tests.Relay;

public sealed class TelephoneEventsTests
{
    private TelephoneEvents _events;

    [Fact]
    public void One_press_of_many_packets_is_told_once()
    {
        Assert.Equal("1", Keys((1000, 1, false, 160), (1000, 1, false, 320), (1000, 1, false, 480), (1000, 1, true, 640), (1000, 1, true, 640), (1000, 1, true, 640)));
    }

    [Fact]
    public void The_same_key_twice_is_two_presses() =>
        Assert.Equal("55", Keys((1000, 5, false, 160), (1000, 5, true, 640), (3000, 5, false, 160), (3000, 5, true, 640)));

    [Fact]
    public void Lost_end_packets_do_not_swallow_the_next_press() =>
        Assert.Equal("55", Keys((1000, 5, false, 160), (1000, 5, false, 320), (3000, 5, false, 160)));

    [Fact]
    public void Only_the_last_end_packet_arrives() => Assert.Equal("#", Keys((1000, 11, true, 800)));

    [Fact]
    public void A_late_packet_of_an_earlier_press_is_no_press() =>
        Assert.Equal("12", Keys((1000, 1, false, 160), (3000, 2, false, 160), (1000, 1, true, 640), (3000, 2, true, 640)));

    [Fact]
    public void A_very_long_press_goes_on_in_a_new_segment() =>
        Assert.Equal("9", Keys((1000, 9, false, 160), (1000, 9, false, 0xFFFF), (1000 + 0xFFFF, 9, false, 160), (1000 + 0xFFFF, 9, true, 900)));

    [Fact]
    public void Timestamps_wrap_around() => Assert.Equal("12", Keys((0xFFFF_FF00, 1, true, 160), (0x100, 2, true, 160)));

    [Fact]
    public void A_new_stream_starts_anew()
    {
        Assert.Equal('1', _events.On(7, 5000, [1, 0, 0, 160]));
        Assert.Equal('2', _events.On(8, 100, [2, 0, 0, 160]));
    }

    [Fact]
    public void All_sixteen_keys_have_their_sign() =>
        Assert.Equal("0123456789*#ABCD", Keys([.. Enumerable.Range(0, 16).Select(code => ((uint)code * 1000, (byte)code, true, (ushort)400))]));

    [Fact]
    public void Flash_and_short_payloads_are_no_keys()
    {
        Assert.Null(_events.On(7, 1000, [16, 0, 0, 160]));
        Assert.Null(_events.On(7, 2000, [1, 0, 0]));
        Assert.Null(_events.On(7, 3000, []));
    }

    private string Keys(params (uint Timestamp, byte Code, bool End, ushort Duration)[] packets) => string.Concat(packets.Select(packet =>
        _events.On(7, packet.Timestamp, [packet.Code, (byte)(packet.End ? 0x8A : 0x0A), (byte)(packet.Duration >> 8), (byte)packet.Duration])));
}
