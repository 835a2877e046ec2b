namespace PbxBridge.Routing.Plans;

/// <summary>How many pieces the sentence of a decision step has; always odd.</summary>
public readonly struct StepShape(int polish, int english)
{
    /// <summary>Step, rule, input and outcome.</summary>
    internal const int Named = 4;

    private readonly ushort _polish = (ushort)polish;
    private readonly ushort _english = (ushort)english;

    public int Polish => _polish;

    public int English => _english;

    /// <summary>Texts of the step in all.</summary>
    internal int Texts => Named + _polish + _english;
}
