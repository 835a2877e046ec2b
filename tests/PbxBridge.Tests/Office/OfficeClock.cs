using PbxBridge.Testing;

namespace PbxBridge.Tests.Office;

/// <summary>The time of day of the test for the store. Its timers are real: the writer of records has a thread of its own, and <see cref="ManualTime"/> is for one thread.</summary>
internal sealed class OfficeClock(ManualTime time) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();
}
