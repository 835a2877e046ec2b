using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Manager.Forms;
using PbxBridge.Manager.Pages;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
using PbxBridge.Storage.Audit;

namespace PbxBridge.Manager.Logins;

/// <summary>Who may log in, for administrators and owners (M3, M6).</summary>
internal static class LoginPages
{
    private const string List = "/logins";

    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet(List, (HttpContext context, string? told) => Show(context, told, [], null));
        site.MapPost(List, GrantAsync);
        site.MapGet(List + "/{name}", (HttpContext context, string name, string? told) => ShowOne(context, name, told, []));
        site.MapPost(List + "/{name}", ChangeAsync);
    }

    private static async Task<IResult> GrantAsync(HttpContext context, Changes changes)
    {
        var form = new FormReader(await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false));
        if (!Rights.Allows(context.Visitor(), Permission.ManageLogins))
            return Requests.Refused(context.Visit(), StatusCodes.Status403Forbidden);
        var first = FirstPassword.For(form.Text("name").ToLowerInvariant());
        var hash = new Lazy<SecretHash>(first.Hash);
        return await WithPasswordAsync(context, changes, form, first, visitor => LoginEdits.Grant(visitor, new NewLogin
        {
            Name = first.Name,
            Employee = Given(form, "employee"),
            FullName = Given(form, "fullName"),
            Password = hash.Value,
            Duties = new() { Role = RoleOf(form) },
        })).ConfigureAwait(false);
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, Changes changes, string name)
    {
        var form = new FormReader(await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false));
        var act = form.Text("act");
        if (!Rights.Allows(context.Visitor(), Permission.ManageLogins))
            return Requests.Refused(context.Visit(), StatusCodes.Status403Forbidden);
        if (act == "password")
        {
            var first = FirstPassword.For(name);
            var hash = new Lazy<SecretHash>(first.Hash);
            return await WithPasswordAsync(context, changes, form, first, now => LoginEdits.SetPassword(now, name, hash.Value)).ConfigureAwait(false);
        }

        var (path, removes) = (act == "remove" ? List : $"{List}/{name}", act == "remove");
        return await changes.ApplyAsync(context, form.Form, new(
            now => act switch
            {
                "duties" => LoginEdits.Change(now, name, DutiesOf(form)),
                "remove" => LoginEdits.Remove(now, name),
                _ => form.Refused(FormReader.Unknown),
            },
            AuditRole.Administrator, path, faults => removes ? Show(context, null, faults, null) : ShowOne(context, name, null, faults))
        {
            Part = removes ? null : SeenPart.Login(name),
        }).ConfigureAwait(false);
    }

    // The password is shown on the answer itself: it is kept nowhere to be shown after a redirect.
    private static async Task<IResult> WithPasswordAsync(HttpContext context, Changes changes, FormReader form, FirstPassword first, Func<Visitor, EditOutcome> edit)
    {
        var isSaved = false;
        var answer = await changes.ApplyAsync(
            context, form.Form, new(edit, AuditRole.Administrator, List, faults => Show(context, null, faults, null)), _ => isSaved = true).ConfigureAwait(false);
        return isSaved ? Show(context, Told.Saved, [], first) : answer;
    }

    private static IResult Show(HttpContext context, string? told, ImmutableArray<string> faults, FirstPassword? first) =>
        Rights.Allows(context.Visitor(), Permission.SeeLogins)
            ? new RazorComponentResult<LoginsPage>(new { At = context.FreshVisit(), FirstPassword = first, Said = told, Faults = faults }) { StatusCode = Requests.StatusOf(faults) }
            : Requests.Refused(context.Visit(), StatusCodes.Status403Forbidden);

    private static IResult ShowOne(HttpContext context, string name, string? told, ImmutableArray<string> faults)
    {
        var visitor = context.Visitor();
        if (!Rights.Allows(visitor, Permission.SeeLogins))
            return Requests.Refused(context.Visit(), StatusCodes.Status403Forbidden);
        return visitor.Company.Logins.FirstOrDefault(login => login.Name == name) is { } login
            ? new RazorComponentResult<LoginDutiesPage>(new { At = context.Visit(), Login = login, Said = told, Faults = faults }) { StatusCode = Requests.StatusOf(faults) }
            : Requests.Refused(context.Visit(), StatusCodes.Status404NotFound);
    }

    private static LoginDuties DutiesOf(FormReader form) => new()
    {
        Role = RoleOf(form),
        Services = DelegationOf(form, "services"),
        Billing = DelegationOf(form, "billing"),
        Locked = LoginTitles.Own.Where(own => form.Many("locked").Contains(own.Name)).Aggregate(OwnSettings.None, (all, own) => all | own.Setting),
        Enabled = form.IsOn("enabled"),
    };

    // Nothing chosen at all: he has not the role.
    private static Delegation? DelegationOf(FormReader form, string name)
    {
        var rights = LoginTitles.Rights.Where(right => form.Many(name + "-rights").Contains(right.Name)).Aggregate(DelegatedRights.None, (all, right) => all | right.Right);
        var (employees, departments) = (form.Many(name + "-employees"), form.Many(name + "-departments"));
        return rights == DelegatedRights.None && employees.IsEmpty && departments.IsEmpty ? null : new(employees, departments, rights);
    }

    private static LoginRole RoleOf(FormReader form) => Enum.TryParse<LoginRole>(form.Text("role"), out var role) && Enum.IsDefined(role) ? role : LoginRole.User;

    private static string? Given(FormReader form, string name) => form.Text(name) is { Length: > 0 } text ? text : null;
}
