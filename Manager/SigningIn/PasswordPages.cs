using System.Collections.Immutable;
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

    private static async Task<IResult> ChangeAsync(HttpContext context, Changes changes, LoginDoor door, TimeProvider time)
    {
        var form = new FormReader(await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false));
        var (visit, login) = (context.Visit(), context.Visitor().Login);
        if (door.TakePresent(login.Name) > TimeSpan.Zero)
        {
            await Session.EndAsync(context).ConfigureAwait(false);
            return Results.Redirect("/login");
        }

        var (present, next) = (form.Secret("present"), form.Secret("next"));
        var hash = new Lazy<SecretHash>(() => LoginDoor.HashOf(next));
        var saved = default(CompanySnapshot);
        var answer = await changes.ApplyAsync(
            context, form.Form,
            new(visitor => next == form.Secret("again")
                    ? LoginEdits.ChangeOwnPassword(visitor, present, next, _ => hash.Value)
                    : new EditOutcome.Refused(new("Nowe hasła różnią się od siebie.", "The new passwords differ.")),
                AuditRole.User, login.MustChangePassword ? "/" : Requests.PasswordPath, faults => Show(visit, null, faults)),
            company => saved = company).ConfigureAwait(false);
        if (saved?.Logins.FirstOrDefault(one => one.Name == login.Name) is not { } changed)
            return answer;
        // Here he stays logged in, under another key; wherever else he, or somebody with the old password, is: no more (Ticket).
        door.ClearPresent(login.Name);
        await Session.BeginAsync(context, saved, changed, time.GetUtcNow()).ConfigureAwait(false);
        return answer;
    }

    private static RazorComponentResult<PasswordPage> Show(Visit visit, string? told, ImmutableArray<string> faults) =>
        new(new { At = visit, Said = told, Faults = faults }) { StatusCode = Requests.StatusOf(faults) };
}
