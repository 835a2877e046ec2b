namespace PbxBridge.Manager.SigningIn;

/// <summary>Counts tries by key within a time that begins with the first of them. A try is counted before it is judged, so that many at once are not more than one after the other, and
/// given back when it was none to count. Any thread.</summary>
/// <param name="most">So many are allowed in the time.</param>
internal sealed class FailureWindow(int most, TimeSpan length, TimeProvider time)
{
    // A flood of made-up keys must not fill the memory: then the oldest are forgotten.
    private const int MostKeys = 20_000;

    private readonly Dictionary<string, Failures> _failures = [];

    /// <summary>Counts a try.</summary>
    /// <returns>How long the key has to wait; zero: it is counted, and may go on.</returns>
    public TimeSpan Take(string key)
    {
        lock (_failures)
        {
            if (!_failures.TryGetValue(key, out var found) || time.GetElapsedTime(found.Since) >= length)
            {
                if (_failures.Count >= MostKeys)
                    ForgetOld();
                found = new(0, time.GetTimestamp());
            }

            if (found.Count >= most)
                return length - time.GetElapsedTime(found.Since);
            _failures[key] = found with { Count = found.Count + 1 };
            return TimeSpan.Zero;
        }
    }

    /// <summary>The try was not a failure.</summary>
    public void GiveBack(string key)
    {
        lock (_failures)
        {
            if (!_failures.TryGetValue(key, out var found))
                return;
            if (found.Count > 1)
                _failures[key] = found with { Count = found.Count - 1 };
            else
                _failures.Remove(key);
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
