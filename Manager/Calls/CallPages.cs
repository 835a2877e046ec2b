using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Manager.Pages;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Manager.Calls;

/// <summary>The calls of a company, and the flow of one: both sides' messages with the decisions between them (X2).</summary>
/// <remarks>For who runs the company's network (<see cref="Permission.SeeCalls"/>) and nobody else. A flow has the messages of everybody who took part: addresses of phones, numbers of colleagues, whom a line
/// rang and who did not take it. A service or billing administrator sees his assigned employees alone (ROLE-2), and a user himself; of a call there is no part that is theirs, so they see its cost in
/// the Telemonitor and no flow.</remarks>
internal static class CallPages
{
    public const string List = "/calls";

    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet(List, ShowListAsync);
        site.MapGet(List + "/{id}", ShowOne);
    }

    /// <summary>Where the flow of a call is; null: the visitor does not see flows.</summary>
    public static string? AddressOf(Visitor visitor, string id) => Rights.Allows(visitor, Permission.SeeCalls) ? $"{List}/{id}" : null;

    private static async Task<IResult> ShowListAsync(HttpContext context, ManagerParts parts, SearchTurn turn)
    {
        var (visit, visitor) = (context.Visit(), context.Visitor());
        if (!Rights.Allows(visitor, Permission.SeeCalls))
            return Requests.Refused(visit, StatusCodes.Status403Forbidden);
        var query = CallsQuery.Read(name => context.Request.Query[name], parts.Time.GetUtcNow());
        var desk = Desk(parts, visitor);
        if (query.Id is { Length: CallId.Length } id && desk.Find(id) is not null)
            return Results.Redirect($"{List}/{id}");
        var leaf = query.IsSearch ? await turn.RunAsync(() => desk.List(query), context.RequestAborted).ConfigureAwait(false) : desk.List(query);
        return new RazorComponentResult<CallsPage>(new { At = visit, Query = query, Calls = leaf, desk.People })
        {
            StatusCode = query.Fault is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }

    private static RazorComponentResult ShowOne(HttpContext context, ManagerParts parts, string id)
    {
        var (visit, visitor) = (context.Visit(), context.Visitor());
        if (!Rights.Allows(visitor, Permission.SeeCalls))
            return Requests.Refused(visit, StatusCodes.Status403Forbidden);
        var desk = Desk(parts, visitor);
        if (desk.Find(id) is not { } call)
            return Requests.Refused(visit, StatusCodes.Status404NotFound);
        // AREA-8: the zone is where somebody was, and whoever looks is known.
        if (call.Call.Place.Cell is not null)
            parts.Store.Audit.Add(new AuditEntry(visitor.Company.Id, visitor.ActsAs(AuditRole.Administrator), $"calls/{call.Call.Id}: zone", []));
        var parent = call.Call.Parent is { } before && desk.Find(before) is not null ? before : null;
        return new RazorComponentResult<FlowPage>(new { At = visit, call.Call, call.HidesCaller, Notes = call.Notes(), desk.People, Parent = parent });
    }

    private static CallDesk Desk(ManagerParts parts, Visitor visitor) => new(parts.Store, visitor.Company, parts.Companies.Directory);
}
