using Microsoft.Extensions.Logging;

namespace PbxBridge.Tests.Office;

/// <summary>What the program logs, from Debug up.</summary>
internal sealed class LogBook : ILoggerFactory, ILogger
{
    public List<(LogLevel Level, string Text)> Lines { get; } = [];

    /// <summary>Ids of the calls that were started, in order.</summary>
    public IEnumerable<string> StartedCalls => Lines.Where(l => l.Text.StartsWith("Call ", StringComparison.Ordinal) && l.Text.Contains(" dials ", StringComparison.Ordinal))
        .Select(l => l.Text.Split(' ', ':')[1]);

    public IEnumerable<string> Errors => Lines.Where(l => l.Level >= LogLevel.Error).Select(l => l.Text);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            Lines.Add((logLevel, formatter(state, exception) + (exception is null ? "" : Environment.NewLine + exception)));
    }

    public void Dispose()
    {
    }
}
