using System.Buffers.Binary;
using System.Collections.Concurrent;
using PbxBridge.Media.Relay;
using PbxBridge.Media.Sdp;
using PbxBridge.Media.Sounds;
using PbxBridge.Media.Tests.Sounds;

namespace PbxBridge.Media.Tests.Relay;

public sealed class PlayAndRecordTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(8)]
    [InlineData(0)]
    public async Task A_tone_arrives_paced_in_the_law_of_the_peer(byte payload)
    {
        using var fixture = new RelayFixture();
        using var anna = new Phone();
        using var port = fixture.PortOf(anna, payload: payload);
        var playing = port.PlayAsync(Tones.Warning, default);
        var heard = new List<byte>();
        for (var frame = 0; frame < 10; frame++)
        {
            var packet = anna.Receive();
            Assert.True(anna.HasNothing);
            Assert.True(RtpHeader.TryRead(packet, out var header));
            Assert.Equal((payload, frame == 0, 172), (header.PayloadType, header.Marker, packet.Length));
            Assert.False(playing.IsCompleted);
            heard.AddRange(packet[12..].Select(code => payload == 0 ? G711.MuLawToALaw(code) : code));
            fixture.Time.Advance(20);
        }
        await playing.WaitAsync(s_deadline);
        Assert.InRange(Goertzel.Power(heard.ToArray(), 1400), 0.05, 0.07);
        Assert.InRange(Goertzel.Power(heard.ToArray(), 1300), 0, 0.001);
    }

    [Fact]
    public async Task Sequence_and_timestamps_go_on_from_sound_to_sound()
    {
        using var fixture = new RelayFixture();
        using var anna = new Phone();
        using var port = fixture.PortOf(anna);
        var sound = Sound.Silence(TimeSpan.FromMilliseconds(40));
        var headers = new List<RtpHeader>();
        for (var round = 0; round < 2; round++)
        {
            var playing = port.PlayAsync(sound, default);
            for (var frame = 0; frame < 2; frame++)
            {
                Assert.True(RtpHeader.TryRead(anna.Receive(), out var header));
                headers.Add(header);
                fixture.Time.Advance(20);
            }
            await playing.WaitAsync(s_deadline);
        }
        Assert.Equal([0, 1, 2, 3], headers.Select(header => (int)(ushort)(header.Sequence - headers[0].Sequence)));
        Assert.Equal([0, 160, 320, 480], headers.Select(header => (int)(header.Timestamp - headers[0].Timestamp)));
        Assert.Single(headers.Select(header => header.Ssrc).Distinct());
    }

    [Fact]
    public async Task A_sound_hides_the_other_leg_while_it_plays()
    {
        using var fixture = new RelayFixture();
        using Phone anna = new(), piotr = new();
        using IMediaPort a = fixture.PortOf(anna), p = fixture.PortOf(piotr);
        a.Join(p);
        fixture.Settle();
        var playing = a.PlayAsync(Sound.Silence(TimeSpan.FromMilliseconds(20)), default);
        Assert.Equal(G711.ALawSilence, anna.Receive()[12]);
        piotr.Send(p, 1);
        fixture.Until(() => p.Activity.PacketsIn == 1);
        fixture.Time.Advance(20);
        await playing.WaitAsync(s_deadline);
        piotr.Send(p, 2);
        Assert.Equal(2, anna.Receive()[12]);
    }

    [Fact]
    public async Task Cancelling_cuts_a_sound_and_so_does_the_next_one_and_closing()
    {
        using var fixture = new RelayFixture();
        using var anna = new Phone();
        var port = fixture.PortOf(anna);
        using var cancellation = new CancellationTokenSource();
        var cancelled = port.PlayAsync(Tones.Ringback, cancellation.Token);
        anna.Receive();
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => cancelled.WaitAsync(s_deadline));
        var replaced = port.PlayAsync(Tones.Ringback, default);
        var closed = port.PlayAsync(Tones.Busy, default);
        await Assert.ThrowsAsync<TaskCanceledException>(() => replaced.WaitAsync(s_deadline));
        port.Dispose();
        await Assert.ThrowsAsync<TaskCanceledException>(() => closed.WaitAsync(s_deadline));
        await Assert.ThrowsAsync<TaskCanceledException>(() => port.PlayAsync(Tones.Beep, default).WaitAsync(s_deadline));
    }

    [Fact]
    public async Task A_codec_that_we_do_not_speak_ends_the_sound_at_once()
    {
        using var fixture = new RelayFixture();
        using var anna = new Phone();
        using var port = fixture.PortOf(anna, payload: MediaDescription.NoG711);
        await port.PlayAsync(Tones.Ringback, default).WaitAsync(s_deadline);
        Assert.Equal(0, port.Activity.PacketsOut);
    }

    [Fact]
    public async Task A_message_is_recorded_until_the_key()
    {
        using var fixture = new RelayFixture();
        using var anna = new Phone();
        using var port = fixture.PortOf(anna);
        var keys = new ConcurrentQueue<char>();
        port.KeyPressed = keys.Enqueue;
        var recording = port.RecordAsync(new RecordingLimits(), default);
        fixture.Settle();
        for (byte i = 0; i < 5; i++)
            anna.Send(port, i, timestamp: i * 160u);
        foreach (var end in new[] { false, false, true, true })
            anna.SendEvent(port, 11, end, 160, 800);
        var result = await recording.WaitAsync(s_deadline);
        Assert.Equal((RecordingEnd.Key, '#', TimeSpan.FromMilliseconds(100)), (result.Ended, result.Key, result.Duration));
        Assert.Equal([0, 1, 2, 3, 4], Enumerable.Range(0, 5).Select(i => (int)result.ALaw.Span[i * 160]));
        fixture.Until(() => port.Activity.PacketsIn == 9);
        Assert.Equal("#", string.Concat(keys));
    }

    [Fact]
    public async Task Silence_the_longest_time_a_hangup_and_closing_end_a_recording()
    {
        using var fixture = new RelayFixture();
        using var anna = new Phone();
        var port = fixture.PortOf(anna);
        var silent = port.RecordAsync(new RecordingLimits(), default);
        fixture.Settle();
        fixture.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(RecordingEnd.Silence, (await silent.WaitAsync(s_deadline)).Ended);
        var longest = port.RecordAsync(new RecordingLimits { Silence = Timeout.InfiniteTimeSpan }, default);
        fixture.Settle();
        fixture.Time.Advance(TimeSpan.FromSeconds(180));
        Assert.Equal(RecordingEnd.Limit, (await longest.WaitAsync(s_deadline)).Ended);
        using var hangup = new CancellationTokenSource();
        var cancelled = port.RecordAsync(new RecordingLimits(), hangup.Token);
        await hangup.CancelAsync();
        Assert.Equal(RecordingEnd.Cancelled, (await cancelled.WaitAsync(s_deadline)).Ended);
        var released = port.RecordAsync(new RecordingLimits(), default);
        port.Dispose();
        Assert.Equal(RecordingEnd.Released, (await released.WaitAsync(s_deadline)).Ended);
    }
}
