using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>On whose account of the settlement calls are.</summary>
public abstract record CostPayer
{
    private CostPayer()
    {
    }

    /// <summary>As charges know him: a person by his id, whatever number he had.</summary>
    public abstract ChargePayer Charged { get; }

    /// <summary>That is shown; empty: there is none.</summary>
    public virtual string Number => Charged.Number;

    internal static CostPayer Of(CompanySnapshot company, ChargePayer charged)
    {
        if (charged == ChargePayer.Nobody)
            return new OfPbx();
        if (charged.Employee is { } id)
            return company.EmployeeNamed(id) is { } employee ? new OfEmployee(employee) : new OfFormer(charged);
        var number = new PhoneNumber(charged.Number);
        return company.LineWith(number) is { } line ? new OfLine(line) : company.EmployeeWith(number) is null ? new OfFormer(charged) : new OfUnknown(charged.Number);
    }

    public sealed record OfEmployee(Employee Employee) : CostPayer
    {
        public override ChargePayer Charged => ChargePayer.OfEmployee(Employee.Id);

        public override string Number => Employee.Mobile.Value;
    }

    public sealed record OfLine(CompanyLine Line) : CostPayer
    {
        public override ChargePayer Charged => ChargePayer.OfNumber(Line.Number.Value);
    }

    /// <summary>The phones of the company's PBX that are no employee's.</summary>
    public sealed record OfPbx : CostPayer
    {
        public override ChargePayer Charged => ChargePayer.Nobody;
    }

    /// <summary>An employee or a number that belonged to the company when the calls were made.</summary>
    public sealed record OfFormer(ChargePayer Was) : CostPayer
    {
        public override ChargePayer Charged => Was;
    }

    /// <summary>Calls of an employee's number of which it is not known whose it was then: nobody's but the company's.</summary>
    public sealed record OfUnknown(string Was) : CostPayer
    {
        public override ChargePayer Charged => ChargePayer.OfNumber(Was);
    }
}
