using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>Whose mailbox of a company: an employee's, whatever number he has, or a line's (docs/decisions/0039).</summary>
public readonly record struct MailboxId
{
    private MailboxId(string company, string owner) => (Company, Owner) = (company, owner);

    public string Company { get; }

    /// <summary>As it is stored: id of the employee, or number of the line; no id begins with a plus.</summary>
    public string Owner { get; }

    /// <summary>The line whose mailbox it is; null: it is an employee's.</summary>
    public PhoneNumber? Line => Owner is ['+', ..] ? new PhoneNumber(Owner) : null;

    public static MailboxId OfEmployee(string company, string id) => new(company, id);

    public static MailboxId OfLine(string company, PhoneNumber line) => new(company, line.Value);

    /// <param name="owner">The mobile of an employee, or the number of a line.</param>
    public static MailboxId Of(CompanySnapshot company, PhoneNumber owner) =>
        company.EmployeeWith(owner) is { } employee ? OfEmployee(company.Id, employee.Id) : OfLine(company.Id, owner);

    /// <summary>The number of its owner, as it is now; null: he is no employee any more.</summary>
    public PhoneNumber? NumberIn(CompanySnapshot company) => Line ?? company.EmployeeNamed(Owner)?.Mobile;
}
