using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Fees;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Pages;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Audit;

namespace PbxBridge.Manager.Companies;

/// <summary>From a form to the answer that it gets: saved, refused with a reason, or first a page that tells what it costs (F6). The changes of one company are made one after the other, each to
/// what the one before it left.</summary>
internal sealed class Changes(IManagedCompanies companies, SeenParts seen)
{
    /// <summary>The field with which somebody agrees to fees: their sum, gross, in units. Another sum has to be agreed to anew.</summary>
    public const string Agreed = "agreed";

    // Another process may save in between.
    private const int Tries = 3;

    private static readonly Sentence Outdated = new(
        "Ktoś inny zmienił to w międzyczasie. Sprawdź, co jest teraz, i powtórz.", "Somebody else has changed this meanwhile. See how it is now, and repeat.");

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new();

    public Task<IResult> ApplyAsync(HttpContext context, IFormCollection form, ChangeForm change) => ApplyAsync(context, form, change, _ => { });

    /// <param name="saved">Told when it was saved, with the company as it is then.</param>
    public async Task<IResult> ApplyAsync(HttpContext context, IFormCollection form, ChangeForm change, Action<CompanySnapshot> saved)
    {
        var turn = _turns.GetOrAdd(context.Visitor().Company.Id, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        try
        {
            return Apply(context, form, change, saved);
        }
        finally
        {
            turn.Release();
        }
    }

    private IResult Apply(HttpContext context, IFormCollection form, ChangeForm change, Action<CompanySnapshot> saved)
    {
        var visit = context.Visit();
        for (var tries = 0; tries < Tries; tries++)
        {
            if (context.FreshVisit().Visitor is not { } visitor)
                return Results.Redirect("/login");
            if (change.Part is { } part && seen.IsOther(visitor.Company, form, part))
                return change.Refuse([visit.T(Outdated)]);
            var outcome = change.Edit(visitor);
            switch (outcome)
            {
                case EditOutcome.Refused refused:
                    return change.Refuse([visit.T(refused.Reason)]);
                case EditOutcome.Unchanged:
                    return Results.Redirect(Told.After(change.Back, Told.Unchanged));
            }

            var edited = (EditOutcome.Changed)outcome;
            var by = visitor.ActsAs(change.Delegated);
            var answer = companies.Save(edited.Company, new(by, edited.Note, IsAgreed: false));
            if (answer is ChangeAnswer.HasFees costs && form[Agreed] == SumOf(costs.Fees))
                answer = companies.Save(edited.Company, new(by, edited.Note, IsAgreed: true));
            switch (answer)
            {
                case ChangeAnswer.Saved(var company):
                    saved(company);
                    return Results.Redirect(Told.After(change.Back, Told.Saved));
                case ChangeAnswer.HasFees(var fees):
                    return new RazorComponentResult<ConfirmPage>(new { At = visit, Fees = fees, Action = context.Request.Path.Value, Fields = FieldsOf(form), change.Back });
                case ChangeAnswer.Refused(var faults):
                    return change.Refuse([.. faults.Select(fault => TextOf(visit, fault))]);
            }
        }

        return change.Refuse([visit.T(Outdated)]);
    }

    internal static string SumOf(ImmutableArray<FeeLine> fees) => Money.Sum(fees.Select(fee => fee.Gross)).Units.ToString(CultureInfo.InvariantCulture);

    // The place tells an administrator which of many it is: employees[3].notice.to.
    private static string TextOf(Visit visit, Fault fault) => fault.JsonPath is "" or "$" ? visit.T(fault.Reason) : $"{visit.T(fault.Reason)} ({fault.JsonPath.TrimStart('$', '.')})";

    // Those of the framework begin with an underscore.
    private static ImmutableArray<KeyValuePair<string, string>> FieldsOf(IFormCollection form) =>
        [.. form.Where(field => !field.Key.StartsWith('_') && field.Key != Agreed).SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? "")))];
}

/// <summary>What a form changes, and what follows.</summary>
/// <param name="Edit">Pure: it may be asked again, of the company as somebody else has left it.</param>
/// <param name="Delegated">As whom he acts when he is no administrator.</param>
/// <param name="Back">Where he goes when it is saved.</param>
/// <param name="Refuse">The page of the form again, with what is wrong.</param>
internal sealed record ChangeForm(Func<Visitor, EditOutcome> Edit, AuditRole Delegated, string Back, Func<ImmutableArray<string>, IResult> Refuse)
{
    /// <summary>The part of the company that the form shows: when that was changed since, the form is old. Null: it shows none.</summary>
    public SeenPart? Part { get; init; }
}
