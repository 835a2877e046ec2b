using PbxBridge.Manager.Pages;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Manager.Logins;

/// <summary>Roles, rights and settings as people read them.</summary>
public static class LoginTitles
{
    internal static readonly (DelegatedRights Right, string Name, Sentence Title)[] Rights =
    [
        (DelegatedRights.Profiles, "profiles", new("zmiana profili i list numerów", "change profiles and lists of numbers")),
        (DelegatedRights.Services, "services", new("uruchamianie usług, linie osobiste, połączenia prywatne", "start services, personal lines, private calls")),
        (DelegatedRights.Costs, "costs", new("Telemonitor: koszty i połączenia", "Telemonitor: costs and calls")),
        (DelegatedRights.Limits, "limits", new("zmiana limitów", "change limits")),
        (DelegatedRights.Notices, "notices", new("zmiana progów i powiadomień", "change thresholds and notices")),
    ];

    internal static readonly (OwnSettings Setting, string Name, Sentence Title)[] Own =
    [
        (OwnSettings.PersonalLine, "personalLine", new("linia osobista", "personal line")),
        (OwnSettings.Notice, "notice", new("powiadomienia", "notices")),
        (OwnSettings.Voicemail, "voicemail", new("powitanie i PIN poczty głosowej", "greeting and PIN of the mailbox")),
        (OwnSettings.TopUp, "topUp", new("doładowanie własnego konta", "top-up of the own account")),
        (OwnSettings.SoftphonePassword, "softphonePassword", new("hasło telefonu programowego", "password of the softphone")),
    ];

    public static Sentence Of(LoginRole role) => role switch
    {
        LoginRole.Owner => new("właściciel", "owner"),
        LoginRole.Administrator => new("administrator", "administrator"),
        _ => new("użytkownik", "user"),
    };

    public static string RolesOf(Visit at, Login login) => string.Join(", ", new[]
    {
        at.T(Of(login.Role)), login.Services is null ? null : at.T("administrator serwisów", "service administrator"), login.Billing is null ? null : at.T("administrator rozliczeń", "billing administrator"),
    }.OfType<string>());

    public static string PersonOf(CompanySnapshot company, Login login) => login.FullName ?? (login.Employee is { } id ? company.EmployeeNamed(id)?.Name : null) ?? login.Name;
}
