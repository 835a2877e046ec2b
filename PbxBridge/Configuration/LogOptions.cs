using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;

namespace PbxBridge.Configuration;

/// <summary>What is logged, and where.</summary>
internal sealed record LogOptions
{
    public const string Section = "Log";

    /// <summary>Information: one line at start, answer and end of a call. Debug: each SIP message in short. Trace: its text.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    public bool Console { get; init; } = true;

    /// <summary>JSON lines, one file a day; a relative path counts from the working folder. Empty: no files.</summary>
    public string Folder { get; init; } = "data/logs";

    [Range(1, 3650)]
    public int KeepDays { get; init; } = 14;

    /// <summary>A file that grows beyond this is followed by another of the same day.</summary>
    [Range(1, 10_000)]
    public int FileMegabytes { get; init; } = 200;
}
