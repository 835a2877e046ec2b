namespace PbxBridge.Charging.Amounts;

/// <summary>The same words in both languages; whoever shows them picks one.</summary>
public sealed record Wording(string Polish, string English)
{
    public override string ToString() => English;
}
