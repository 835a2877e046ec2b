using PbxBridge.Media.Relay;
using PbxBridge.Media.Sounds;

namespace PbxBridge.Media.Tests.Relay;

public sealed class RecorderTests
{
    private static readonly RecordingLimits s_limits = new() { Max = TimeSpan.FromSeconds(1), Silence = TimeSpan.FromMilliseconds(400) };
    private static readonly byte[] s_loud = Tones.Tone(500, TimeSpan.FromMilliseconds(40)).ALaw[80..240].ToArray();
    private static readonly byte[] s_quiet = Sound.Silence(TimeSpan.FromMilliseconds(20)).ALaw.ToArray();

    [Fact]
    public void It_ends_at_the_longest_time_with_exactly_so_many_samples()
    {
        var recorder = new Recorder(s_limits, 0);
        for (var i = 0; i < 60; i++)
            recorder.OnAudio(1, (uint)(i * 160), false, s_loud, i * 10);
        Assert.Equal((RecordingEnd.Limit, 8000), (Done(recorder).Ended, Done(recorder).ALaw.Length));
    }

    [Fact]
    public void It_ends_after_silence_whether_packets_come_or_not()
    {
        var recorder = new Recorder(s_limits, 0);
        recorder.OnAudio(1, 0, false, s_loud, 20);
        recorder.OnAudio(1, 160, false, s_quiet, 40);
        recorder.Check(419);
        Assert.False(recorder.HasEnded);
        recorder.Check(420);
        Assert.Equal((RecordingEnd.Silence, 320), (Done(recorder).Ended, Done(recorder).ALaw.Length));
    }

    [Fact]
    public void The_stop_key_ends_it_and_other_keys_do_not()
    {
        var recorder = new Recorder(s_limits, 0);
        recorder.OnKey('5');
        Assert.False(recorder.HasEnded);
        recorder.OnKey('#');
        Assert.Equal((RecordingEnd.Key, '#'), (Done(recorder).Ended, Done(recorder).Key));
    }

    [Fact]
    public void Lost_packets_are_silence_and_late_ones_find_their_place()
    {
        var recorder = new Recorder(s_limits, 0);
        byte[] First() => [.. Enumerable.Repeat((byte)1, 160)];
        recorder.OnAudio(1, 1000, false, First(), 0);
        recorder.OnAudio(1, 1000 + 480, false, First(), 60);
        recorder.OnAudio(1, 1000 + 160, false, First(), 61);
        recorder.End(RecordingEnd.Cancelled);
        var samples = Done(recorder).ALaw.ToArray();
        Assert.Equal([.. First(), .. First(), .. s_quiet, .. First()], samples);
    }

    [Fact]
    public void A_new_stream_or_a_jump_of_the_clock_goes_on_where_the_recording_stands()
    {
        var recorder = new Recorder(s_limits, 0);
        recorder.OnAudio(1, 1000, false, s_loud, 0);
        recorder.OnAudio(2, 90_000_000, false, s_loud, 20);
        recorder.OnAudio(2, 4_000_000_000, false, s_loud, 40);
        recorder.End(RecordingEnd.Cancelled);
        Assert.Equal([.. s_loud, .. s_loud, .. s_loud], Done(recorder).ALaw.ToArray());
    }

    [Fact]
    public void Mu_law_is_recorded_as_A_law()
    {
        var recorder = new Recorder(s_limits, 0);
        var muLaw = new byte[160];
        G711.ALawToMuLaw(s_loud, muLaw);
        recorder.OnAudio(1, 0, true, muLaw, 0);
        recorder.End(RecordingEnd.Cancelled);
        Assert.Equal(muLaw.Select(G711.MuLawToALaw), Done(recorder).ALaw.ToArray());
    }

    private static Recording Done(Recorder recorder)
    {
        Assert.True(recorder.Done.IsCompletedSuccessfully);
        return recorder.Done.GetAwaiter().GetResult();
    }
}
