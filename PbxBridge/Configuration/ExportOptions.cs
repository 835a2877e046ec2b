using System.ComponentModel.DataAnnotations;

namespace PbxBridge.Configuration;

/// <summary>How charges are handed to the operator's billing (CDR-1).</summary>
internal sealed record ExportOptions
{
    public const string Section = "Export";

    /// <summary>Where the files go; a relative path counts from the working folder. Empty: nothing is exported.</summary>
    public string Folder { get; init; } = "";

    /// <summary>How often a file is written when there is something new.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(15);
}
