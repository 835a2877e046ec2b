using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Manager.Forms;
using PbxBridge.Manager.Pages;
using PbxBridge.Routing.Terms;
using PbxBridge.Storage;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Limits;

namespace PbxBridge.Manager.Employees;

/// <summary>The list of employees with what is changed of many at once, and the page of one.</summary>
internal static class EmployeePages
{
    private const string List = "/employees";

    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet(List, (HttpContext context, ManagerParts parts, string? find, string? department, int? page, string? told) =>
            Show(context, parts, find, department, page, told, []));
        site.MapPost(List, ChangeManyAsync);
        site.MapGet(List + "/{id}", (HttpContext context, ManagerParts parts, string id, string? told) => ShowOne(context, parts, id, told, []));
        site.MapPost(List + "/{id}", ChangeOneAsync);
    }

    private static async Task<IResult> ChangeManyAsync(HttpContext context, ManagerParts parts, Changes changes)
    {
        var form = new FormReader(await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false));
        var (ids, act, back) = (form.Many("id"), form.Text("act"), Requests.Here(form.Text("back")));
        var role = act is "limit" or "thresholds" ? AuditRole.BillingAdministrator : AuditRole.ServiceAdministrator;
        return await changes.ApplyAsync(context, form.Form, new(
            visitor => form.Judged(Many(visitor, form, ids, act)), role, back.StartsWith(List, StringComparison.Ordinal) && !back.Contains("told=", StringComparison.Ordinal) ? back : List,
            faults => Show(context, parts, null, null, null, null, faults))).ConfigureAwait(false);
    }

    private static EditOutcome Many(Visitor visitor, FormReader form, ImmutableArray<string> ids, string act) => act switch
    {
        "profile" => EmployeeEdits.AssignProfile(visitor, ids, form.Text("profile") is { Length: > 0 } profile ? profile : null),
        "limit" => LimitForm.Amount(form) is { } amount ? EmployeeEdits.ChangeLimit(visitor, ids, new() { Amount = amount }) : form.Refused(LimitForm.NoAmount),
        "thresholds" => EmployeeEdits.ChangeLimit(visitor, ids, new() { UserThresholds = form.Percents("thresholds", LimitForm.UserThresholds) }),
        "service-on" or "service-off" when ServiceOf(form.Text("service")) is { } service => EmployeeEdits.SwitchService(visitor, ids, service, act == "service-on"),
        _ => form.Refused(FormReader.Unknown),
    };

    private static async Task<IResult> ChangeOneAsync(HttpContext context, ManagerParts parts, Changes changes, string id)
    {
        var form = new FormReader(await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false));
        var visitor = context.Visitor();
        if (visitor.Company.EmployeeNamed(id) is not { } employee || !Rights.Allows(visitor, Permission.SeeEmployee, employee))
            return Requests.Refused(context.Visit(), StatusCodes.Status404NotFound);
        return await changes.ApplyAsync(context, form.Form, new(
            now => form.Judged(EmployeeForms.Read(now, now.Company.EmployeeNamed(id) ?? employee, form)), EmployeeForms.RoleOf(form), $"{List}/{id}",
            faults => ShowOne(context, parts, id, null, faults))
        { Part = SeenPart.Employee(id) }).ConfigureAwait(false);
    }

    private static RazorComponentResult<EmployeesPage> Show(
        HttpContext context, ManagerParts parts, string? find, string? department, int? page, string? told, ImmutableArray<string> faults)
    {
        var visitor = context.Visitor();
        var list = new EmployeeList(visitor, LimitsUsed.Of(parts.Store, visitor.Company, parts.Time.GetUtcNow()), find?.Trim() ?? "", department ?? "", page ?? 1);
        return new(new { At = context.Visit(), List = list, Said = told, Faults = faults }) { StatusCode = Requests.StatusOf(faults) };
    }

    private static IResult ShowOne(HttpContext context, ManagerParts parts, string id, string? told, ImmutableArray<string> faults)
    {
        var visitor = context.Visitor();
        if (visitor.Company.EmployeeNamed(id) is not { } employee || !Rights.Allows(visitor, Permission.SeeEmployee, employee))
            return Requests.Refused(context.Visit(), StatusCodes.Status404NotFound);
        var use = Rights.Allows(visitor, Permission.SeeLimit, employee) ? LimitsUsed.Of(parts.Store, visitor.Company, parts.Time.GetUtcNow()) : null;
        return new RazorComponentResult<EmployeePage>(new { At = context.Visit(), Employee = employee, Used = use?.UsedBy(employee), Said = told, Faults = faults }) { StatusCode = Requests.StatusOf(faults) };
    }

    private static ServiceKind? ServiceOf(string name) => ServiceNames.All.Where(one => one.Name == name).Select(one => (ServiceKind?)one.Service).FirstOrDefault();
}
