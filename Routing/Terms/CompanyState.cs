namespace PbxBridge.Routing.Terms;

/// <summary>Whether the bridge works for a company.</summary>
public enum CompanyState
{
    Active,

    /// <summary>Not switched on yet: its numbers are not in service, its people cannot call.</summary>
    Ordered,

    /// <summary>Its people can be called but not call.</summary>
    Suspended,

    /// <summary>Over: as <see cref="Ordered"/>; the records stay.</summary>
    Closed,
}
