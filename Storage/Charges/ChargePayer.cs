namespace PbxBridge.Storage.Charges;

/// <summary>On whose account of the settlement charges are: an employee, whatever number he had; else a number, of a line or of calls whose employee is not known; else nobody in particular.</summary>
public readonly record struct ChargePayer
{
    private readonly string? _number;

    private ChargePayer(string? employee, string? number) => (Employee, _number) = (employee, number);

    /// <summary>What a company pays for nobody in particular: the phones of its PBX.</summary>
    public static ChargePayer Nobody => default;

    /// <summary>His id within the company; null: it is no employee, or not known which.</summary>
    public string? Employee { get; }

    /// <summary>Empty: it is an employee, or nobody in particular.</summary>
    public string Number => _number ?? "";

    public static ChargePayer OfEmployee(string id) => new(id, null);

    public static ChargePayer OfNumber(string number) => number.Length == 0 ? Nobody : new(null, number);

    /// <summary>As a charge has it.</summary>
    /// <param name="number">That he had then.</param>
    internal static ChargePayer Of(string? employee, string? number) => employee is null ? OfNumber(number ?? "") : OfEmployee(employee);
}
