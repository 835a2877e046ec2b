using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Manager.SigningIn;
using PbxBridge.Storage;

namespace PbxBridge.Manager.Pages;

/// <summary>What every request of the Manager goes through.</summary>
internal static class Requests
{
    private const long LargestOfStranger = 32_768;

    private static readonly object VisitKey = new();

    /// <summary>Who asks, and in which language; worked out once a request.</summary>
    public static Visit Visit(this HttpContext context) => context.Items[VisitKey] as Visit ?? throw new InvalidOperationException("The request has not come through the Manager's filter.");

    /// <summary>The same with the company and the login as they are now; nobody when he may no longer be logged in.</summary>
    public static Visit FreshVisit(this HttpContext context)
    {
        var visit = context.Visit();
        return visit.Visitor is { } visitor
            ? visit with { Visitor = Ticket.Refresh(visitor, context.Service<IManagedCompanies>().Directory) }
            : visit;
    }

    /// <summary>Of a page that only those of a company see who are logged in.</summary>
    public static Visitor Visitor(this HttpContext context) => context.Visit().Visitor ?? throw new InvalidOperationException("Nobody of a company is logged in.");

    /// <summary>Of a page that only support staff see.</summary>
    public static SupportVisitor Support(this HttpContext context) => context.Visit().Support ?? throw new InvalidOperationException("Nobody of support is logged in.");

    /// <summary>Finds out who asks, and refuses forms that are not from our own pages.</summary>
    public static async ValueTask<object?> Admit(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        var (now, source) = (context.Service<TimeProvider>().GetUtcNow(), context.Connection.RemoteIpAddress?.ToString() ?? "");
        var visitor = Ticket.Read(context.User, context.Service<IManagedCompanies>().Directory, source, now);
        var support = visitor is null ? Ticket.ReadSupport(context.User, context.Service<Store>().Support, source, now) : null;
        var visit = Pages.Visit.Of(context, visitor) with { Support = support };
        context.Items[VisitKey] = visit;
        SetHeaders(context.Response.Headers);
        // A ticket that counts no more must not become somebody else's; nor are the forms of this page for whom it was.
        if (!visit.IsKnown && context.User.Identity is { IsAuthenticated: true })
        {
            await Session.EndAsync(context).ConfigureAwait(false);
            context.User = new ClaimsPrincipal(new ClaimsIdentity());
        }

        if (HttpMethods.IsPost(context.Request.Method) && await FormFaultAsync(context, visit.IsKnown).ConfigureAwait(false) is { } status)
            return Refused(visit, status);
        return await next(call).ConfigureAwait(false);
    }

    /// <summary>Sends those away who are not logged in, and those who must first choose a password to where they do.</summary>
    public static async ValueTask<object?> OnlyKnown(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var visit = call.HttpContext.Visit();
        if (!visit.IsKnown)
            return Results.Redirect(HttpMethods.IsGet(call.HttpContext.Request.Method) && visit.Path != "/" ? $"/login?back={Uri.EscapeDataString(visit.Address)}" : "/login");
        if (visit.MustChangePassword && visit.Path != PasswordPath)
            return Results.Redirect(PasswordPath);
        return await next(call).ConfigureAwait(false);
    }

    /// <summary>Pages of a company: for nobody else they are there.</summary>
    public static async ValueTask<object?> OnlyVisitors(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        call.HttpContext.Visit() is { Visitor: null } visit ? Refused(visit, StatusCodes.Status404NotFound) : await next(call).ConfigureAwait(false);

    /// <summary>Pages of support: for nobody else they are there.</summary>
    public static async ValueTask<object?> OnlySupport(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        call.HttpContext.Visit() is { Support: null } visit ? Refused(visit, StatusCodes.Status404NotFound) : await next(call).ConfigureAwait(false);

    public const string PasswordPath = "/password";

    /// <summary>Of a page that tells what is wrong with a form.</summary>
    public static int StatusOf(ImmutableArray<string> faults) => faults.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;

    /// <summary>A page of this site and nothing else: <c>//host</c> and <c>/\host</c> lead away, and a header has letters of ASCII alone.</summary>
    public static string Here(string? back) =>
        back is ['/', ..] && back.Length < 2000 && !back.AsSpan(1).StartsWith("/") && !back.Contains('\\') && back.All(c => c is > ' ' and < '\u007F') ? back : "/";

    /// <summary>What is told of a request that nobody expected to fail.</summary>
    public static Task Failed(HttpContext context)
    {
        SetHeaders(context.Response.Headers);
        return Refused(Pages.Visit.Of(context, null), StatusCodes.Status500InternalServerError).ExecuteAsync(context);
    }

    /// <summary>A page that says what is wrong.</summary>
    public static RazorComponentResult<FaultPage> Refused(Visit visit, int status) => new(new { At = visit, Status = status }) { StatusCode = status };

    private static T Service<T>(this HttpContext context)
        where T : notnull => (T)(context.RequestServices.GetService(typeof(T)) ?? throw new InvalidOperationException($"There is no {typeof(T).Name}."));

    // Null: it is one of ours and can be read.
    private static async Task<int?> FormFaultAsync(HttpContext context, bool isKnown)
    {
        // A stranger has a name and a password to send.
        if (!isKnown && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = LargestOfStranger;
        try
        {
            await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
            return await context.Service<IAntiforgery>().IsRequestValidAsync(context).ConfigureAwait(false) ? null : StatusCodes.Status400BadRequest;
        }
        catch (BadHttpRequestException fault)
        {
            return fault.StatusCode;
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            return StatusCodes.Status400BadRequest;
        }
    }

    private static void SetHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        // As antiforgery sets them, which warns when they are others.
        headers.CacheControl = "no-cache, no-store";
        headers.Pragma = "no-cache";
    }
}
