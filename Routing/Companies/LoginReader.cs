using System.Collections.Immutable;
using PbxBridge.Routing.Logins;

namespace PbxBridge.Routing.Companies;

/// <summary>JSON to who may log in to the Manager.</summary>
internal static class LoginReader
{
    public static Login Read(FileObject login, SecretReader secrets) => new()
    {
        Name = login.RequiredMatching("name", LoginName.IsOne, LoginName.Polish, LoginName.English),
        FullName = login.OptionalText("fullName"),
        Employee = login.Matching("employee", CompanyFileReader.IsId, CompanyFileReader.IdPolish, CompanyFileReader.IdEnglish),
        Password = secrets.PasswordOf(login),
        MustChangePassword = login.Flag("mustChangePassword", false),
        Role = login.Choice("role", LoginRole.User, FileNames.Roles),
        Services = ReadDelegation(login, "services", FileNames.ServiceRights),
        Billing = ReadDelegation(login, "billing", FileNames.BillingRights),
        Locked = login.Choices("locked", FileNames.OwnSettings).Aggregate(OwnSettings.None, (all, one) => all | one),
        Enabled = login.Flag("enabled", true),
    };

    private static Delegation? ReadDelegation(FileObject login, string name, (string Name, DelegatedRights Value)[] rights)
    {
        if (login.Object(name, CompanyFields.Delegation) is not { } delegation)
        {
            return null;
        }

        delegation.Required("rights");
        return new(
            ReadNames(delegation, "employees"), ReadNames(delegation, "departments"),
            delegation.Choices("rights", rights).Aggregate(DelegatedRights.None, (all, one) => all | one));
    }

    // What is wrong keeps its place, so that the rules can name the places of the others.
    private static ImmutableArray<string> ReadNames(FileObject delegation, string name)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var (value, path) in delegation.Items(name))
        {
            var text = value.ValueKind == System.Text.Json.JsonValueKind.String ? value.GetString() : null;
            if (text is not { Length: > 0 and <= 200 })
            {
                delegation.FaultAt(path, "oczekiwano: tekst od 1 do 200 znaków", "expected: a text of 1 to 200 characters");
                text = "";
            }

            names.Add(text);
        }

        return names.Count == 0 ? [] : names.ToImmutable();
    }
}
