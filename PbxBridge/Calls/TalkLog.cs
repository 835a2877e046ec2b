using System.Collections.Immutable;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Calls;

/// <summary>Who talked with whom in a call that a transfer has changed, and when.</summary>
internal sealed class TalkLog
{
    /// <summary>Somebody without a number.</summary>
    public const string Anonymous = "anonymous";

    private readonly List<CallTalk> _talks = [];
    private DateTimeOffset? _since;
    private string _one;
    private string _other;

    /// <param name="answeredAt">Since when the first two have talked; null when nobody has before the first change.</param>
    public TalkLog(DateTimeOffset? answeredAt, string one, string other) => (_since, _one, _other) = (answeredAt, one, other);

    public void Change(DateTimeOffset at, string one, string other)
    {
        if (Running(at) is { } talk)
            _talks.Add(talk);
        (_since, _one, _other) = (at, one, other);
    }

    /// <summary>All talks, the last one until <paramref name="end"/>. It may go on.</summary>
    public ImmutableArray<CallTalk> Until(DateTimeOffset end) => Running(end) is { } talk ? [.. _talks, talk] : [.. _talks];

    private CallTalk? Running(DateTimeOffset until) => _since is { } since ? new CallTalk(since, until, _one, _other) : null;
}
