namespace PbxBridge.Access;

/// <summary>What is remembered of one source that failed. Times are milliseconds of the loop's clock.</summary>
internal sealed class WatchedSource(UInt128 key)
{
    /// <summary>A source that fails under more names than that within its windows is banned long before.</summary>
    private const int MostUsers = 64;

    private readonly List<WatchedUser> _users = [];

    public UInt128 Key { get; } = key;

    public WatchedSource? Newer { get; set; }

    public WatchedSource? Older { get; set; }

    public long BannedUntil { get; set; }

    /// <summary>Bans in a row.</summary>
    public int Bans { get; set; }

    public long WindowFrom { get; set; }

    /// <summary>Weight of the failures in the window.</summary>
    public int Score { get; set; }

    /// <summary>When to ask again whether a banned source has come to be trusted.</summary>
    public long LookAgainAt { get; set; }

    public WatchedUser? UserNamed(string name)
    {
        foreach (var user in _users)
        {
            if (user.Name == name)
                return user;
        }
        return null;
    }

    public WatchedUser Add(string name, long now, SourceGuardOptions options)
    {
        _users.RemoveAll(user => user.IsOver(now, options));
        if (_users.Count == MostUsers)
            _users.RemoveAt(0);
        var added = new WatchedUser(name);
        _users.Add(added);
        return added;
    }

    public void Forget(WatchedUser user) => _users.Remove(user);
}
