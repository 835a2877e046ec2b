namespace PbxBridge.Charging.Fees;

/// <summary>Who does it.</summary>
public enum FeeActor
{
    /// <summary>An administrator or employee of the company: never pays for the doing (F6).</summary>
    Company,

    /// <summary>The operator's consultant, in the company's stead (F5).</summary>
    Consultant,
}
