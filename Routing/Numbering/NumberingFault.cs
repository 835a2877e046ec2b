using System.Globalization;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Numbering;

/// <summary>A line of a numbering file that cannot be used.</summary>
/// <param name="Line">From 1; 0 when the whole file is meant.</param>
public sealed record NumberingFault(string File, int Line, Sentence Reason)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Reason.English}");
}
