using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PbxBridge.Manager.Companies;
using PbxBridge.Manager.Pages;
using PbxBridge.Routing.Companies;

namespace PbxBridge.Manager.SigningIn;

/// <summary>In and out, and the language, which everybody may choose.</summary>
internal static class SignInPages
{
    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/login", (HttpContext context, string? back) =>
            context.Visit().IsKnown ? Results.Redirect("/") : Show(context.Visit(), "", back, null, StatusCodes.Status200OK));
        site.MapPost("/login", LogInAsync);
        site.MapPost("/logout", async (HttpContext context) =>
        {
            await Session.EndAsync(context).ConfigureAwait(false);
            return Results.Redirect("/login");
        });
        site.MapGet("/language", (HttpContext context, string? to, string? back) =>
        {
            Visit.Choose(context, to == "en" ? Language.English : Language.Polish);
            return Results.Redirect(Requests.Here(back));
        });
    }

    private static async Task<IResult> LogInAsync(HttpContext context, LoginDoor door, TimeProvider time)
    {
        var (form, visit) = (await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false), context.Visit());
        var (name, back) = (form["name"].ToString(), form["back"].ToString());
        var answer = await door.TryAsync(name, form["password"].ToString(), context.Connection.RemoteIpAddress, context.RequestAborted).ConfigureAwait(false);
        switch (answer)
        {
            case LoginAnswer.Welcome(var company, var login):
                await Session.BeginAsync(context, Ticket.Of(company, login, time.GetUtcNow())).ConfigureAwait(false);
                return Results.Redirect(Requests.Here(back));
            case LoginAnswer.WelcomeSupport(var login):
                await Session.BeginAsync(context, Ticket.Of(login, time.GetUtcNow())).ConfigureAwait(false);
                return Results.Redirect(Requests.Here(back));
            case LoginAnswer.Wait(var wait):
                context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                var minutes = (int)Math.Ceiling(wait.TotalMinutes);
                return Show(
                    visit, name, back, visit.T($"Za dużo nieudanych prób. Spróbuj ponownie za {minutes} min.", $"Too many failed tries. Try again in {minutes} min."),
                    StatusCodes.Status429TooManyRequests);
            default:
                return Show(visit, name, back, visit.T("Nazwa albo hasło się nie zgadza.", "The name or the password is wrong."), StatusCodes.Status401Unauthorized);
        }
    }

    private static RazorComponentResult<LoginPage> Show(Visit visit, string name, string? back, string? fault, int status) =>
        new(new { At = visit, Name = name.Length > 80 ? "" : name, Back = back ?? "", Fault = fault }) { StatusCode = status };
}
