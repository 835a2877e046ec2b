using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Pages;
using PbxBridge.Routing.Companies;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>What calls cost: per employee for who may see that (T10), for everybody his own (T11). Somebody who is not for the visitor is not there, as one who does not exist.</summary>
internal static class TelemonitorPages
{
    public const string Path = "/telemonitor", OwnPath = "/telemonitor/own";

    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet(Path, Show);
        site.MapGet(OwnPath, (HttpContext context, ManagerParts parts) => CostScope.Of(context.Visitor()).Self is { } self ? ShowOwn(context, parts, self) : Refused(context));
    }

    private static IResult Show(HttpContext context, ManagerParts parts)
    {
        var (visitor, query) = (context.Visitor(), QueryOf(context, parts));
        var scope = CostScope.Of(visitor);
        if (query.Employee is { } id)
        {
            return scope.Find(id) is { } employee ? ShowPayer(context, parts, scope, new CostPayer.OfEmployee(employee))
                : scope.FindSelf(id) is { } self ? ShowOwn(context, parts, self) : Refused(context);
        }

        if (query.Payer is { } payer)
            return scope.IsWhole ? ShowPayer(context, parts, scope, CostPayer.Of(visitor.Company, payer)) : Refused(context);
        if (!scope.IsOfOthers)
            return scope.Self is { } own ? ShowOwn(context, parts, own) : Refused(context, StatusCodes.Status403Forbidden);
        var (visit, view) = (context.Visit(), View(context, parts));
        var report = Desk(context, parts, query).Report(scope);
        return query.IsFile
            ? File(TelemonitorCsv.Of(visit, report), query)
            : new RazorComponentResult<TelemonitorPage>(new { At = visit, View = view, Scope = scope, Report = report }) { StatusCode = StatusOf(query) };
    }

    private static IResult ShowPayer(HttpContext context, ManagerParts parts, CostScope scope, CostPayer payer)
    {
        var (query, visit) = (QueryOf(context, parts), context.Visit());
        var desk = Desk(context, parts, query);
        if (desk.Report(scope, payer) is not { } report)
            return Refused(context);
        var calls = desk.Calls(payer);
        return query.IsFile
            ? File(TelemonitorCsv.Of(visit, calls), query)
            : new RazorComponentResult<PayerPage>(new { At = visit, View = View(context, parts), Scope = scope, Payer = payer, Report = report, Calls = calls }) { StatusCode = StatusOf(query) };
    }

    private static IResult ShowOwn(HttpContext context, ManagerParts parts, Employee self)
    {
        var (query, visit) = (QueryOf(context, parts), context.Visit());
        var desk = Desk(context, parts, query);
        var calls = query.IsOwnAccount ? desk.OwnPrivate(self) : desk.Calls(new CostPayer.OfEmployee(self));
        if (query.IsFile)
            return File(TelemonitorCsv.Of(visit, calls), query);
        var report = desk.Report(new CostScope(false, [self], self));
        return new RazorComponentResult<OwnCostsPage>(new { At = visit, View = View(context, parts), Self = self, Report = report, Calls = calls, Balance = desk.OwnBalance(self) })
        {
            StatusCode = StatusOf(query),
        };
    }

    private static TelemonitorQuery QueryOf(HttpContext context, ManagerParts parts) =>
        TelemonitorQuery.Read(name => context.Request.Query[name], context.Visitor().Company.Cycles, parts.Time.GetUtcNow());

    private static CostDesk Desk(HttpContext context, ManagerParts parts, TelemonitorQuery query) => new(parts.Store, context.Visitor(), query, parts.Time.GetUtcNow());

    private static TelemonitorView View(HttpContext context, ManagerParts parts) => new(QueryOf(context, parts), context.Visitor().Company.Cycles, parts.Time.GetUtcNow());

    private static IResult File(byte[] text, TelemonitorQuery query) => Results.File(text, "text/csv; charset=utf-8", query.FileName);

    private static int StatusOf(TelemonitorQuery query) => query.Fault is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;

    private static RazorComponentResult<FaultPage> Refused(HttpContext context, int status = StatusCodes.Status404NotFound) => Requests.Refused(context.Visit(), status);
}
