namespace PbxBridge.Manager.SigningIn;

/// <summary>Counts failures by key within a time that begins with the first of them, and says when there are too many. Any thread.</summary>
/// <param name="most">So many are allowed in the time.</param>
internal sealed class FailureWindow(int most, TimeSpan length, TimeProvider time)
{
    // A flood of made-up keys must not fill the memory: then the oldest are forgotten.
    private const int MostKeys = 20_000;

    private readonly Dictionary<string, Failures> _failures = [];

    /// <summary>How long the key has to wait; zero: it may try.</summary>
    public TimeSpan Wait(string key)
    {
        lock (_failures)
        {
            if (!_failures.TryGetValue(key, out var found))
                return TimeSpan.Zero;
            var left = length - time.GetElapsedTime(found.Since);
            if (left <= TimeSpan.Zero)
                _failures.Remove(key);
            return left > TimeSpan.Zero && found.Count >= most ? left : TimeSpan.Zero;
        }
    }

    public void Add(string key)
    {
        lock (_failures)
        {
            if (_failures.TryGetValue(key, out var found) && time.GetElapsedTime(found.Since) < length)
            {
                _failures[key] = found with { Count = found.Count + 1 };
                return;
            }

            if (_failures.Count >= MostKeys)
                ForgetOld();
            _failures[key] = new(1, time.GetTimestamp());
        }
    }

    public void Clear(string key)
    {
        lock (_failures)
            _failures.Remove(key);
    }

    private void ForgetOld()
    {
        foreach (var (key, _) in _failures.OrderBy(pair => pair.Value.Since).Take(MostKeys / 4).ToList())
            _failures.Remove(key);
    }

    private readonly record struct Failures(int Count, long Since);
}
