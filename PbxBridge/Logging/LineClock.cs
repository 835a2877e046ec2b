using System.Globalization;

namespace PbxBridge.Logging;

/// <summary>Moments as they stand in the lines of the log; most lie in the second of the one before. What it gives is valid until the next call. One thread.</summary>
internal sealed class LineClock
{
    private const int MillisecondsAt = 20, TimeAt = 9;

    private readonly char[] _moment = new char[24];
    private readonly char[] _time = new char[12];
    private long _second = -1;
    private long _localSecond = -1;

    /// <summary>In UTC: <c>2026-11-22T14:03:07.512Z</c>.</summary>
    public ReadOnlySpan<char> Moment(DateTimeOffset at)
    {
        if (at.ToUnixTimeSeconds() != _second)
        {
            _second = at.ToUnixTimeSeconds();
            at.UtcDateTime.TryFormat(_moment, out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        }
        PutMilliseconds(_moment.AsSpan(MillisecondsAt), at);
        return _moment;
    }

    /// <summary>In local time: <c>15:03:07.512</c>.</summary>
    public ReadOnlySpan<char> TimeOfDay(DateTimeOffset at)
    {
        if (at.ToUnixTimeSeconds() != _localSecond)
        {
            _localSecond = at.ToUnixTimeSeconds();
            at.LocalDateTime.TryFormat(_time, out _, "HH:mm:ss.fff", CultureInfo.InvariantCulture);
        }
        PutMilliseconds(_time.AsSpan(TimeAt), at);
        return _time;
    }

    private static void PutMilliseconds(Span<char> text, DateTimeOffset at)
    {
        var milliseconds = at.Millisecond;
        text[0] = (char)('0' + (milliseconds / 100));
        text[1] = (char)('0' + (milliseconds / 10 % 10));
        text[2] = (char)('0' + (milliseconds % 10));
    }
}
