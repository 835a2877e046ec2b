using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Manager.Forms;
using PbxBridge.Manager.Logins;
using PbxBridge.Manager.Pages;
using PbxBridge.Manager.Support;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage;
using PbxBridge.Storage.Audit;

namespace PbxBridge.Manager.SigningIn;

/// <summary>Everybody changes his own password.</summary>
internal static class PasswordPages
{
    private static readonly Sentence Differ = new("Nowe hasła różnią się od siebie.", "The new passwords differ.");

    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet(Requests.PasswordPath, (HttpContext context, string? told) => Show(context.Visit(), told, []));
        site.MapPost(Requests.PasswordPath, ChangeAsync);
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, Changes changes, LoginDoor door, Store store, TimeProvider time)
    {
        var form = new FormReader(await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false));
        var visit = context.Visit();
        if (door.TakePresent(visit.LoginName) > TimeSpan.Zero)
        {
            await Session.EndAsync(context).ConfigureAwait(false);
            return Results.Redirect("/login");
        }

        return visit.Support is { } support
            ? await ChangeOfSupportAsync(context, support, form, door, store, time).ConfigureAwait(false)
            : await ChangeOfCompanyAsync(context, form, changes, door, time).ConfigureAwait(false);
    }

    private static async Task<IResult> ChangeOfCompanyAsync(HttpContext context, FormReader form, Changes changes, LoginDoor door, TimeProvider time)
    {
        var (visit, login) = (context.Visit(), context.Visitor().Login);
        var (present, next) = (form.Secret("present"), form.Secret("next"));
        var hash = new Lazy<SecretHash>(() => LoginDoor.HashOf(next));
        var saved = default(CompanySnapshot);
        var answer = await changes.ApplyAsync(
            context, form.Form,
            new(visitor => next == form.Secret("again")
                    ? LoginEdits.ChangeOwnPassword(visitor, present, next, _ => hash.Value)
                    : new EditOutcome.Refused(Differ),
                AuditRole.User, login.MustChangePassword ? "/" : Requests.PasswordPath, faults => Show(visit, null, faults)),
            company => saved = company).ConfigureAwait(false);
        if (saved?.Logins.FirstOrDefault(one => one.Name == login.Name) is not { } changed)
            return answer;
        // Here he stays logged in, under another key; wherever else he, or somebody with the old password, is: no more (Ticket).
        door.ClearPresent(login.Name);
        await Session.BeginAsync(context, Ticket.Of(saved, changed, time.GetUtcNow())).ConfigureAwait(false);
        return answer;
    }

    // Of no company, so nothing of one is saved.
    private static async Task<IResult> ChangeOfSupportAsync(HttpContext context, SupportVisitor support, FormReader form, LoginDoor door, Store store, TimeProvider time)
    {
        var (visit, login, next) = (context.Visit(), support.Login, form.Secret("next"));
        var fault = next == form.Secret("again") ? LoginEdits.PasswordFault(login.Password, form.Secret("present"), next) : Differ;
        if (fault is not null)
            return Show(visit, null, [visit.T(fault.Value)]);
        var changed = login with { Password = LoginDoor.HashOf(next), MustChangePassword = false };
        // Somebody may have given him another one meanwhile, or taken the login away.
        if (store.Support.SetPassword(login.Name, login.Password, changed.Password, mustChange: false, new(null, support.Actor, "own password", [])) is null)
        {
            await Session.EndAsync(context).ConfigureAwait(false);
            return Results.Redirect("/login");
        }

        door.ClearPresent(login.Name);
        await Session.BeginAsync(context, Ticket.Of(changed, time.GetUtcNow())).ConfigureAwait(false);
        return Results.Redirect(Told.After(login.MustChangePassword ? SupportPages.List : Requests.PasswordPath, Told.Saved));
    }

    private static RazorComponentResult<PasswordPage> Show(Visit visit, string? told, ImmutableArray<string> faults) =>
        new(new { At = visit, Said = told, Faults = faults }) { StatusCode = Requests.StatusOf(faults) };
}
