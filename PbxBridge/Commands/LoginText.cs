using System.Collections.Immutable;
using System.Globalization;
using PbxBridge.Charging.Cycles;
using PbxBridge.Manager.Logins;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;

namespace PbxBridge.Commands;

/// <summary>One login in a line or more: who it is, what he may do for whom, and what he may not.</summary>
/// <param name="seen">When those were last seen who are logged in somewhere, by login.</param>
internal sealed class LoginText(CompanySnapshot company, Words words, DateOnly today, IReadOnlyDictionary<string, DateTimeOffset> seen)
{
    private const int Column = 18;

    private static readonly ImmutableArray<(DelegatedRights Right, string Polish, string English)> Rights =
    [
        (DelegatedRights.Profiles, "profile", "profiles"), (DelegatedRights.Services, "usługi", "services"),
        (DelegatedRights.Costs, "koszty", "costs"), (DelegatedRights.Limits, "limity", "limits"), (DelegatedRights.Notices, "powiadomienia", "notices"),
    ];

    private static readonly ImmutableArray<(OwnSettings Setting, string Polish, string English)> Settings =
    [
        (OwnSettings.PersonalLine, "linia osobista", "personal line"), (OwnSettings.Notice, "powiadomienia", "notices"), (OwnSettings.Voicemail, "poczta głosowa", "voicemail"),
        (OwnSettings.TopUp, "doładowania", "top-up"), (OwnSettings.SoftphonePassword, "hasło softphone'u", "softphone password"),
    ];

    public IEnumerable<string> Of(Login login)
    {
        yield return $"{login.Name.PadRight(Column - 1)} {string.Join("; ", Parts(login))}";
        if (login.Services is { } services)
            yield return Row(words.Of("administrator serwisów", "service administrator"), services);
        if (login.Billing is { } billing)
            yield return Row(words.Of("administrator rozliczeń", "billing administrator"), billing);
    }

    private IEnumerable<string> Parts(Login login)
    {
        yield return $"{PersonOf(login)}, {words.Of(LoginTitles.Of(login.Role))}";
        if (!login.Enabled)
            yield return words.Of("wyłączony", "switched off");
        if (login.Password is null)
            yield return words.Of("bez hasła", "without password");
        else if (login.MustChangePassword)
            yield return words.Of("musi zmienić hasło", "has to change the password");
        if (login.Locked != OwnSettings.None)
        {
            var locked = string.Join(", ", Settings.Where(one => login.Locked.HasFlag(one.Setting)).Select(one => words.Of(one.Polish, one.English)));
            yield return words.Of($"nie zmienia: {locked}", $"may not change: {locked}");
        }

        if (seen.TryGetValue(login.Name, out var at))
        {
            var when = WarsawTime.Local(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            yield return words.Of($"teraz w systemie, ostatnio {when}", $"logged in, last seen {when}");
        }
    }

    private string PersonOf(Login login)
    {
        var name = login.FullName ?? (login.Employee is { } id ? company.EmployeeNamed(id)?.Name : null);
        return name is null ? words.Of("bez nazwiska", "without a name") : login.Employee is { } employee ? $"{name} ({employee})" : name;
    }

    private string Row(string role, Delegation delegation)
    {
        var people = string.Join(", ", delegation.Departments.Select(name => words.Of($"dział {name}", $"department {name}")).Concat(delegation.Employees));
        var rights = string.Join(", ", Rights.Where(one => delegation.Rights.HasFlag(one.Right)).Select(one => words.Of(one.Polish, one.English)));
        var rests = company.GatesClosedOn(today) ? words.Of("; zawieszone, bo kart SIM jest za mało (D10)", "; suspended as there are too few SIM cards (D10)") : "";
        return $"{"".PadRight(Column)}{role}: {(people.Length == 0 ? words.Of("nikt", "nobody") : people)}; {(rights.Length == 0 ? words.Of("bez uprawnień", "no rights") : rights)}{rests}";
    }
}
