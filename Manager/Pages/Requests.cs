using System.Collections.Immutable;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Manager.SigningIn;

namespace PbxBridge.Manager.Pages;

/// <summary>What every request of the Manager goes through.</summary>
internal static class Requests
{
    private static readonly object VisitKey = new();

    /// <summary>Who asks, and in which language; worked out once a request.</summary>
    public static Visit Visit(this HttpContext context) => context.Items[VisitKey] as Visit ?? throw new InvalidOperationException("The request has not come through the Manager's filter.");

    /// <summary>The same after a change that this request has made.</summary>
    public static Visit FreshVisit(this HttpContext context)
    {
        var visit = context.Visit();
        return visit.Visitor is { } visitor && context.Service<IManagedCompanies>().Directory.Company(visitor.Company.Id) is { } company
            ? visit with { Visitor = visitor with { Company = company } }
            : visit;
    }

    /// <summary>Of a page that only those see who are logged in.</summary>
    public static Visitor Visitor(this HttpContext context) => context.Visit().Visitor ?? throw new InvalidOperationException("Nobody is logged in.");

    /// <summary>Finds out who asks, and refuses forms that are not from our own pages.</summary>
    public static async ValueTask<object?> Admit(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        var (companies, time) = (context.Service<IManagedCompanies>(), context.Service<TimeProvider>());
        var visitor = Ticket.Read(context.User, companies.Directory, context.Connection.RemoteIpAddress?.ToString() ?? "", time.GetUtcNow());
        var visit = Pages.Visit.Of(context, visitor);
        context.Items[VisitKey] = visit;
        SetHeaders(context.Response.Headers);
        if (HttpMethods.IsPost(context.Request.Method) && !await context.Service<IAntiforgery>().IsRequestValidAsync(context).ConfigureAwait(false))
            return Refused(visit, StatusCodes.Status400BadRequest);
        return await next(call).ConfigureAwait(false);
    }

    /// <summary>Sends those away who are not logged in, and those who must first choose a password to where they do.</summary>
    public static async ValueTask<object?> OnlyVisitors(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var visit = call.HttpContext.Visit();
        if (visit.Visitor is not { } visitor)
            return Results.Redirect(HttpMethods.IsGet(call.HttpContext.Request.Method) && visit.Path != "/" ? $"/login?back={Uri.EscapeDataString(visit.Address)}" : "/login");
        if (visitor.Login.MustChangePassword && visit.Path != PasswordPath)
            return Results.Redirect(PasswordPath);
        return await next(call).ConfigureAwait(false);
    }

    public const string PasswordPath = "/password";

    /// <summary>Of a page that tells what is wrong with a form.</summary>
    public static int StatusOf(ImmutableArray<string> faults) => faults.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;

    /// <summary>A page that says what is wrong.</summary>
    public static RazorComponentResult<FaultPage> Refused(Visit visit, int status) => new(new { At = visit, Status = status }) { StatusCode = status };

    private static T Service<T>(this HttpContext context)
        where T : notnull => (T)(context.RequestServices.GetService(typeof(T)) ?? throw new InvalidOperationException($"There is no {typeof(T).Name}."));

    private static void SetHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }
}
