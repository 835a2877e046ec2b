using PbxBridge.Calls;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using Serilog;
using Serilog.Configuration;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace PbxBridge.Logging;

/// <summary>The logs of the bridge: short lines on the console, JSON lines in files of a day, both written behind the callers' back.</summary>
internal sealed class BridgeLogs : IDisposable
{
    private readonly List<BatchedSink> _sinks = [];
    private readonly bool _hasCalls;

    private BridgeLogs(LogOptions options, string? folder)
    {
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Is(LevelOf(options.Level))
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            // A stranger with a made-up cookie is none of the operator's faults.
            .MinimumLevel.Override("Microsoft.AspNetCore.Antiforgery", LogEventLevel.Fatal)
            .Enrich.FromLogContext();
        if (options.Console)
            configuration.WriteTo.Sink(Behind(to => to.Console(new ConsoleLineFormatter())));
        if (folder is not null)
        {
            CheckWritable(folder);
            configuration.WriteTo.Sink(Behind(to => to.File(
                new JsonLineFormatter(), Path.Combine(folder, "pbxbridge-.json"), rollingInterval: RollingInterval.Day, retainedFileCountLimit: options.KeepDays,
                fileSizeLimitBytes: options.FileMegabytes * 1024L * 1024, rollOnFileSizeLimit: true)));
        }

        _hasCalls = options.Level <= LogLevel.Information;
        Factory = new SerilogLoggerFactory(configuration.CreateLogger(), dispose: true);
    }

    /// <summary>For everything but <see cref="Ended"/>.</summary>
    public ILoggerFactory Factory { get; }

    /// <param name="folder">Absolute; null: no files.</param>
    /// <exception cref="StartException">The folder cannot be written to.</exception>
    public static BridgeLogs Open(LogOptions options, string? folder) => new(options, folder);

    /// <summary>The line about a call, at its end: thousands a second. Only its values are handed over.</summary>
    public void Ended(in EndedCall call)
    {
        if (!_hasCalls)
            return;
        foreach (var sink in _sinks)
            sink.Emit(call);
    }

    public void Dispose() => Factory.Dispose();

    private BatchedSink Behind(Action<LoggerSinkConfiguration> target)
    {
        var own = new LoggerConfiguration().MinimumLevel.Verbose();
        target(own.WriteTo);
        var sink = new BatchedSink(own.CreateLogger());
        _sinks.Add(sink);
        return sink;
    }

    private static void CheckWritable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var probe = new FileStream(Path.Combine(folder, ".probe"), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The log folder {folder} (Log:Folder) cannot be written to: {fault.Message}", fault);
        }
    }

    private static LogEventLevel LevelOf(LogLevel level) => level switch
    {
        LogLevel.Trace => LogEventLevel.Verbose,
        LogLevel.Debug => LogEventLevel.Debug,
        LogLevel.Information => LogEventLevel.Information,
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        _ => LogEventLevel.Fatal,
    };
}
