namespace PbxBridge.Routing.Hunting;

/// <summary>Runs the steps of a call plan: events in, commands out. Pure: no clock, no threads, no I/O.</summary>
public sealed class Hunt
{
}
