namespace PbxBridge.Charging.Limits;

/// <summary>A notice for administrators: whose limit it is about.</summary>
/// <param name="Name">Of the employee.</param>
public sealed record EmployeeNotice(string Name, ThresholdNotice Notice);
