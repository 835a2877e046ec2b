using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PbxBridge.Manager.Calls;
using PbxBridge.Manager.Pages;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Manager.Support;

/// <summary>The calls of all companies, and of none, for the operator's support staff: a call that failed yesterday is found by its last digits and explained in three clicks (X2).</summary>
/// <remarks>They look and change nothing. Whoever looked for what, and at which call, stands in the audit, of the company whose call it is: nothing is shown that could not be written there.</remarks>
internal static class SupportPages
{
    public const string List = "/support/calls";

    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/support", () => Results.Redirect(List));
        site.MapGet(List, ShowListAsync);
        site.MapGet(List + "/{id}", ShowOne);
    }

    private static async Task<IResult> ShowListAsync(HttpContext context, ManagerParts parts, SearchTurn turn)
    {
        var (visit, support, directory) = (context.Visit(), context.Support(), parts.Companies.Directory);
        var query = SupportQuery.Read(name => context.Request.Query[name], directory, parts.Time.GetUtcNow());
        if (query.Calls.Id is { Length: CallId.Length } id && parts.Store.Calls.Find(id) is not null)
            return Results.Redirect($"{List}/{id}");
        var leaf = default(CallsLeaf);
        if (query.IsAsked)
        {
            if (query.IsFirstPage)
                parts.Store.Audit.Add(new AuditEntry(query.Company?.Id, support.Actor, query.Told(), []));
            leaf = query.Calls.IsSearch || query.IsOfNone ? await turn.RunAsync(() => Found(parts, query), context.RequestAborted).ConfigureAwait(false) : Found(parts, query);
        }

        return new RazorComponentResult<SupportCallsPage>(new { At = visit, Query = query, Calls = leaf, Directory = directory })
        {
            StatusCode = query.Fault is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }

    private static RazorComponentResult ShowOne(HttpContext context, ManagerParts parts, string id)
    {
        var (visit, support, directory) = (context.Visit(), context.Support(), parts.Companies.Directory);
        if (id.Length != CallId.Length || parts.Store.Calls.Find(id) is not { } call)
            return Requests.Refused(visit, StatusCodes.Status404NotFound);
        parts.Store.Audit.Add(new AuditEntry(call.Company, support.Actor, $"calls/{call.Id}", []));
        return new RazorComponentResult<FlowPage>(new
        {
            At = visit,
            Call = call,
            Notes = SupportFacts.Notes(call),
            Facts = SupportFacts.Of(visit, call, directory),
            People = CallPeople.OfAll(directory),
            Parent = call.Parent is { } before && parts.Store.Calls.Find(before) is not null ? before : null,
            List,
        });
    }

    private static CallsLeaf Found(ManagerParts parts, SupportQuery query) =>
        CallsLeaf.Of([.. parts.Store.Calls.Last(CallsLeaf.Asked, query.Filter())], query.Calls, call => new CallLine(call, call.CallerNumber, call.AnsweredBy));
}
