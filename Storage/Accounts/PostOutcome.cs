namespace PbxBridge.Storage.Accounts;

/// <summary>What became of a booking by hand.</summary>
public enum PostOutcome
{
    Posted,

    /// <summary>The reference is booked already; nothing was changed.</summary>
    Repeated,

    /// <summary>The account would be overdrawn; nothing was changed.</summary>
    NoFunds,
}
