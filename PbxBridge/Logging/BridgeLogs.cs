using PbxBridge.Configuration;
using PbxBridge.Hosting;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;
using SerilogLogger = Serilog.Core.Logger;

namespace PbxBridge.Logging;

/// <summary>The logs of the bridge: short lines on the console, JSON lines in files of a day, both written behind the callers' back.</summary>
internal static class BridgeLogs
{
    /// <param name="folder">Absolute; null: no files.</param>
    /// <exception cref="StartException">The folder cannot be written to.</exception>
    public static SerilogLoggerFactory Open(LogOptions options, string? folder)
    {
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Is(LevelOf(options.Level))
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
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

        SerilogLogger logger = configuration.CreateLogger();
        return new SerilogLoggerFactory(logger, dispose: true);
    }

    private static BatchedSink Behind(Action<Serilog.Configuration.LoggerSinkConfiguration> target)
    {
        var own = new LoggerConfiguration().MinimumLevel.Verbose();
        target(own.WriteTo);
        return new BatchedSink(own.CreateLogger());
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
