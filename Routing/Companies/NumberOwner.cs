namespace PbxBridge.Routing.Companies;

/// <summary>Whose a number is, and what it is there.</summary>
public readonly record struct NumberOwner
{
    private readonly object? _what;

    internal NumberOwner(CompanySnapshot company, NumberOwnerKind kind, object? what)
    {
        Company = company;
        Kind = kind;
        _what = what;
    }

    public CompanySnapshot Company { get; }

    public NumberOwnerKind Kind { get; }

    /// <summary>Set for <see cref="NumberOwnerKind.Employee"/>.</summary>
    public Employee? Employee => _what as Employee;

    /// <summary>Set for <see cref="NumberOwnerKind.Line"/>.</summary>
    public CompanyLine? Line => _what as CompanyLine;

    /// <summary>Set for <see cref="NumberOwnerKind.PbxRange"/>, and for a main number that lies in a range.</summary>
    public PbxRange? Range => _what as PbxRange;
}

/// <summary>What a company's number is.</summary>
public enum NumberOwnerKind
{
    Employee,
    Line,
    PbxRange,
    MainNumber,
}
