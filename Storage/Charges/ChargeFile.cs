using System.Globalization;

namespace PbxBridge.Storage.Charges;

/// <summary>One exported file: a run of charges of one node.</summary>
/// <param name="File">Counts the files of the node from 1.</param>
/// <param name="First">Number of its first charge.</param>
/// <param name="Last">Of its last.</param>
/// <param name="Form">Which columns it has; a file keeps its form.</param>
public sealed record ChargeFile(string Node, long File, long First, long Last, DateTimeOffset MadeAt, int Form = ChargeFile.NewestForm)
{
    /// <summary>Of files that are begun now.</summary>
    public const int NewestForm = 3;

    /// <summary><c>PBXB_1_00000017.csv</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"PBXB_{Node}_{File:D8}.csv");
}
