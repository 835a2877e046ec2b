namespace PbxBridge.Storage.Calls;

/// <summary>Which calls to list; null = no matter.</summary>
/// <param name="NumberEndsWith">Last digits of the caller's, the dialled or the called number; anything but digits in it is ignored.</param>
/// <param name="From">First start time.</param>
/// <param name="To">Start time before which, exclusive.</param>
public sealed record CallFilter(string? Company = null, string? NumberEndsWith = null, DateTimeOffset? From = null, DateTimeOffset? To = null);
