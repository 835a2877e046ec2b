using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Pages;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
using PbxBridge.Storage.Audit;

namespace PbxBridge.Manager.Companies;

/// <summary>From an edit to the answer that its form gets: saved, refused with a reason, or first a page that tells what it costs (F6).</summary>
internal sealed class Changes(IManagedCompanies companies)
{
    /// <summary>The field with which somebody agrees to fees.</summary>
    public const string Agreed = "agreed";

    /// <param name="delegated">As whom he acts when he is no administrator.</param>
    /// <param name="back">Where he goes when it is saved.</param>
    /// <param name="refuse">The page of the form again, with what is wrong.</param>
    public IResult Apply(HttpContext context, IFormCollection form, EditOutcome outcome, AuditRole delegated, string back, Func<ImmutableArray<string>, IResult> refuse)
    {
        var (visit, visitor) = (context.Visit(), context.Visitor());
        switch (outcome)
        {
            case EditOutcome.Refused refused:
                return refuse([visit.T(refused.Reason)]);
            case EditOutcome.Unchanged:
                return Results.Redirect(Told.After(back, Told.Unchanged));
            case EditOutcome.Changed changed:
                var by = new AuditActor(visitor.Login.Name, RoleOf(visitor.Login.Role, delegated), visitor.Source);
                return companies.Save(changed.Company, new(by, changed.Note, form.ContainsKey(Agreed))) switch
                {
                    ChangeAnswer.Saved => Results.Redirect(Told.After(back, Told.Saved)),
                    ChangeAnswer.HasFees costs => new RazorComponentResult<ConfirmPage>(new { At = visit, costs.Fees, Action = context.Request.Path.Value, Fields = FieldsOf(form), Back = back }),
                    ChangeAnswer.Refused refused => refuse([.. refused.Faults.Select(fault => TextOf(visit, fault))]),
                    _ => refuse([visit.T("Ktoś inny zmienił firmę w tej samej chwili. Sprawdź, co jest teraz, i powtórz.", "Somebody else changed the company at the same moment. See how it is now, and repeat.")]),
                };
            default:
                throw new InvalidOperationException(outcome.GetType().Name);
        }
    }

    // The place tells an administrator which of many it is: employees[3].notice.to.
    private static string TextOf(Visit visit, Fault fault) => fault.JsonPath is "" or "$" ? visit.T(fault.Reason) : $"{visit.T(fault.Reason)} ({fault.JsonPath.TrimStart('$', '.')})";

    private static AuditRole RoleOf(LoginRole role, AuditRole delegated) => role switch
    {
        LoginRole.Owner => AuditRole.Owner,
        LoginRole.Administrator => AuditRole.Administrator,
        _ => delegated,
    };

    // Those of the framework begin with an underscore.
    private static ImmutableArray<KeyValuePair<string, string>> FieldsOf(IFormCollection form) =>
        [.. form.Where(field => !field.Key.StartsWith('_') && field.Key != Agreed).SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? "")))];
}
