using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>Who causes a leg: his rules bind it, and he pays (BAR-4).</summary>
/// <param name="Company">Id of his company.</param>
public abstract record Causer(string Company)
{
    /// <summary>An employee, by his mobile number: what he dials, forwards or transfers.</summary>
    public sealed record OfEmployee(string Company, PhoneNumber Employee) : Causer(Company);

    /// <summary>The phones behind a PBX: what they dial, and where the PBX sends a call on (302).</summary>
    public sealed record OfTrunk(string Company, string Trunk) : Causer(Company);

    /// <summary>A company line: its overflow.</summary>
    public sealed record OfLine(string Company, PhoneNumber Line) : Causer(Company);
}
