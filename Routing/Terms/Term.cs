namespace PbxBridge.Routing.Terms;

/// <summary>From one day to another, both included, in Polish time. Null: open.</summary>
public readonly record struct Term(DateOnly? From, DateOnly? To)
{
    public bool Holds(DateOnly on) => (From is not { } from || on >= from) && (To is not { } to || on <= to);
}
