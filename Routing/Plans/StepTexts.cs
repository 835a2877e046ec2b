namespace PbxBridge.Routing.Plans;

/// <summary>The texts of one step of a <see cref="DecisionTape"/>.</summary>
public readonly ref struct StepTexts
{
    private readonly ReadOnlySpan<string> _texts;
    private readonly StepShape _shape;

    internal StepTexts(ReadOnlySpan<string> texts, StepShape shape)
    {
        _texts = texts;
        _shape = shape;
    }

    public string Step => _texts[0];

    public string Rule => _texts[1];

    public string Input => _texts[2];

    public string Outcome => _texts[3];

    /// <summary>Constant pieces at even places, values at odd ones.</summary>
    public ReadOnlySpan<string> Polish => _texts.Slice(StepShape.Named, _shape.Polish);

    public ReadOnlySpan<string> English => _texts.Slice(StepShape.Named + _shape.Polish, _shape.English);
}
