using System.ComponentModel.DataAnnotations;

namespace PbxBridge.Configuration;

/// <summary>How the bridge stops.</summary>
internal sealed record DrainOptions
{
    public const string Section = "Drain";

    /// <summary>Running calls may go on for this long after Ctrl-C or SIGTERM; new calls get 503 meanwhile.</summary>
    [Range(0, 86_400)]
    public int Seconds { get; init; } = 30;
}
