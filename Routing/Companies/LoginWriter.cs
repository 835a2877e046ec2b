using PbxBridge.Routing.Logins;

namespace PbxBridge.Routing.Companies;

/// <summary>Who may log in to the Manager, to JSON.</summary>
internal static class LoginWriter
{
    // All of them for both roles: a right that does not belong to the role is written, and the reader names it.
    private static readonly (string Name, DelegatedRights Value)[] Rights = [.. FileNames.ServiceRights, .. FileNames.BillingRights];

    public static void Write(FileWriter file, Login login)
    {
        file.Text("name", login.Name);
        file.Optional("fullName", login.FullName);
        file.Optional("employee", login.Employee);
        file.Optional("passwordHash", login.Password?.Text);
        file.Json.WriteBoolean("mustChangePassword", login.MustChangePassword);
        file.Text("role", FileNames.Of(FileNames.Roles, login.Role));
        WriteDelegation(file, "services", login.Services);
        WriteDelegation(file, "billing", login.Billing);
        file.SomeTexts("locked", [.. FileNames.OwnSettings.Where(s => login.Locked.HasFlag(s.Value)).Select(s => s.Name)]);
        file.Json.WriteBoolean("enabled", login.Enabled);
    }

    private static void WriteDelegation(FileWriter file, string name, Delegation? delegation)
    {
        if (delegation is not null)
        {
            file.Object(name, () =>
            {
                file.SomeTexts("employees", delegation.Employees);
                file.SomeTexts("departments", delegation.Departments);
                file.Texts("rights", Rights.Where(r => delegation.Rights.HasFlag(r.Value)).Select(r => r.Name));
            });
        }
    }
}
