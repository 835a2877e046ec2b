using System.Collections.Immutable;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PbxBridge.Manager.Companies;
using PbxBridge.Manager.Forms;
using PbxBridge.Manager.Logins;
using PbxBridge.Manager.Pages;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Audit;

namespace PbxBridge.Manager.SigningIn;

/// <summary>Everybody changes his own password.</summary>
internal static class PasswordPages
{
    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet(Requests.PasswordPath, (HttpContext context, string? told) => Show(context.Visit(), told, []));
        site.MapPost(Requests.PasswordPath, ChangeAsync);
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, Changes changes, IManagedCompanies companies, LoginDoor door, TimeProvider time)
    {
        var form = new FormReader(await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false));
        var (visit, visitor) = (context.Visit(), context.Visitor());
        var outcome = form.Secret("next") == form.Secret("again")
            ? await door.InTurnAsync(() => LoginEdits.ChangeOwnPassword(visitor, form.Secret("present"), form.Secret("next"), LoginDoor.HashOf), context.RequestAborted).ConfigureAwait(false)
            : new EditOutcome.Refused(new("Nowe hasła różnią się od siebie.", "The new passwords differ."));
        if (outcome is not EditOutcome.Changed { Company: var after } || after.Logins.FirstOrDefault(login => login.Name == visitor.Login.Name) is not { } changed)
            return changes.Apply(context, form.Form, outcome, AuditRole.User, Requests.PasswordPath, faults => Show(visit, null, faults));
        var result = changes.Apply(context, form.Form, outcome, AuditRole.User, visitor.Login.MustChangePassword ? "/" : Requests.PasswordPath, faults => Show(visit, null, faults));
        if (!Equals(companies.Directory.LoginNamed(changed.Name)?.Login.Password, changed.Password))
            return result;
        // Here he stays logged in; wherever else he, or somebody with the old password, is: no more (Ticket).
        await context.SignInAsync(Ticket.Scheme, Ticket.Of(after, changed, time.GetUtcNow())).ConfigureAwait(false);
        return result;
    }

    private static RazorComponentResult<PasswordPage> Show(Visit visit, string? told, ImmutableArray<string> faults) =>
        new(new { At = visit, Said = told, Faults = faults }) { StatusCode = Requests.StatusOf(faults) };
}
