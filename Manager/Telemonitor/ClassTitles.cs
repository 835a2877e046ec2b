using PbxBridge.Charging.Prices;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>Classes of destinations as customers know them.</summary>
internal static class ClassTitles
{
    public static readonly Sentence Free = new("bez opłaty", "free of charge");

    public static Sentence Of(RateClass? kind) => kind is { } one ? Enum.TryParse<NumberClass>(one.ToString(), out var known) ? NumberClassName.Of(known) : new("inne", "other") : Free;
}
