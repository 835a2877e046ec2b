using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>On whose account of the settlement calls are.</summary>
public abstract record CostPayer
{
    private CostPayer()
    {
    }

    /// <summary>As charges have it; empty: nobody's in particular.</summary>
    public abstract string Number { get; }

    internal static CostPayer Of(CompanySnapshot company, string number)
    {
        if (number.Length == 0)
            return new OfPbx();
        var phone = new PhoneNumber(number);
        return company.EmployeeWith(phone) is { } employee ? new OfEmployee(employee) : company.LineWith(phone) is { } line ? new OfLine(line) : new OfFormer(number);
    }

    public sealed record OfEmployee(Employee Employee) : CostPayer
    {
        public override string Number => Employee.Mobile.Value;
    }

    public sealed record OfLine(CompanyLine Line) : CostPayer
    {
        public override string Number => Line.Number.Value;
    }

    /// <summary>The phones of the company's PBX that are no employee's.</summary>
    public sealed record OfPbx : CostPayer
    {
        public override string Number => "";
    }

    /// <summary>A number that belonged to the company when the calls were made.</summary>
    public sealed record OfFormer(string Was) : CostPayer
    {
        public override string Number => Was;
    }
}
