namespace PbxBridge.Routing.PrivateCalls;

/// <summary>What happens to an employee's private calls (mission C4): exactly one of these.</summary>
public enum PrivateMode
{
    /// <summary>He has no private calls: a number with the star is refused (C10).</summary>
    Off,

    /// <summary>The company pays; the call is marked as private (Połączenia Prywatne).</summary>
    Flagged,

    /// <summary>His own prepaid account pays, the company sees nothing of it (Połączenia Prywatne Przedpłacone).</summary>
    Prepaid,
}
