namespace PbxBridge.Sip.Tests.Loop;

/// <summary>A monotonic clock that the test moves.</summary>
internal sealed class HandClock : TimeProvider
{
    private long _ticks = TimeSpan.TicksPerSecond;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(GetTimestamp());

    public void Move(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public void Move(int milliseconds) => Move(TimeSpan.FromMilliseconds(milliseconds));
}
