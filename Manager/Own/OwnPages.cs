using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Vouchers;
using PbxBridge.Manager.Access;
using PbxBridge.Manager.Companies;
using PbxBridge.Manager.Employees;
using PbxBridge.Manager.Forms;
using PbxBridge.Manager.Pages;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Limits;
using PbxBridge.Storage.Vouchers;

namespace PbxBridge.Manager.Own;

/// <summary>An employee's own account: what he sees of it, and what he edits himself (M4, D14). There is no id in its address: it is always that of who is logged in.</summary>
internal static class OwnPages
{
    private const string Path = "/me";

    private static readonly Sentence NoVouchers = new("Doładowania są teraz niedostępne.", "Top-ups are not possible now.");

    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet(Path, (HttpContext context, ManagerParts parts, string? told) => Show(context, parts, told, []));
        site.MapPost(Path, ChangeAsync);
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, ManagerParts parts, Changes changes)
    {
        var form = new FormReader(await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false));
        var visitor = context.Visitor();
        if (visitor.Self is not { } self)
            return Requests.Refused(context.Visit(), StatusCodes.Status404NotFound);
        if (form.Text("act") is "top-up" or "greeting")
            return form.Text("act") == "top-up" ? TopUp(context, parts, self, form) : ForgetGreeting(context, parts, self);
        return await changes.ApplyAsync(context, form.Form, new(now => form.Judged(Edit(now, parts, form)), AuditRole.User, Path, faults => Show(context, parts, null, faults))
        {
            Part = SeenPart.Employee(self.Id),
        }).ConfigureAwait(false);
    }

    private static EditOutcome Edit(Visitor visitor, ManagerParts parts, FormReader form) => form.Text("act") switch
    {
        "personal-line" => OwnEdits.SetPersonalLine(visitor, PersonalLineForm.Read(form, visitor.Self?.PersonalLine)),
        "notice" => OwnEdits.SetNotice(visitor, NoticeForm.Read(form)),
        "pin" => OwnEdits.SetPin(visitor, form.Secret("pin"), pin => SecretHash.OfPin(pin, RandomNumberGenerator.GetBytes)),
        "softphone" => OwnEdits.SetSoftphonePassword(visitor, form.Text("user"), form.Secret("password"), parts.SoftphoneSecretOf),
        _ => form.Refused(FormReader.Unknown),
    };

    private static IResult TopUp(HttpContext context, ManagerParts parts, Employee self, FormReader form)
    {
        var (visit, visitor) = (context.Visit(), context.Visitor());
        if (!Rights.Allows(visitor, OwnSettings.TopUp))
            return Show(context, parts, null, [visit.T(Refusals.ForbidsOwn(visitor))]);
        if (parts.Vouchers is not { } pepper || !parts.Store.Vouchers.TakesSecret(pepper))
            return Show(context, parts, null, [visit.T(NoVouchers)]);
        var account = AccountKey.Prepaid(visitor.Company.Id, self.AccountOwner);
        var answer = new TopUps(parts.Store, pepper).Redeem(new TopUpRequest(account, form.Text("code"), $"web/{visitor.Login.Name}/{form.Text("request")}", visitor.Source));
        if (answer is not RedemptionAnswer.Redeemed)
            return Show(context, parts, null, [visit.T(answer.Text)]);
        parts.Credited();
        return Results.Redirect(Told.After(Path, Told.ToppedUp));
    }

    private static IResult ForgetGreeting(HttpContext context, ManagerParts parts, Employee self)
    {
        var (visit, visitor) = (context.Visit(), context.Visitor());
        if (!Rights.Allows(visitor, OwnSettings.Voicemail))
            return Show(context, parts, null, [visit.T(Refusals.ForbidsOwn(visitor))]);
        parts.Store.Voicemail.SetGreeting(MailboxId.OfEmployee(visitor.Company.Id, self.Id), null);
        parts.Store.Audit.Add(new AuditEntry(
            visitor.Company.Id, new AuditActor(visitor.Login.Name, AuditRole.User, visitor.Source), $"own greeting of {self.Id}", [new($"greeting of {self.Id}", "recorded", null)]));
        return Results.Redirect(Told.After(Path, Told.Saved));
    }

    private static IResult Show(HttpContext context, ManagerParts parts, string? told, ImmutableArray<string> faults)
    {
        var visitor = context.Visitor();
        if (visitor.Self is not { } self)
            return Requests.Refused(context.Visit(), StatusCodes.Status404NotFound);
        var account = parts.Store.Accounts.Find(AccountKey.Prepaid(visitor.Company.Id, self.AccountOwner));
        return new RazorComponentResult<OwnPage>(new
        {
            At = context.Visit(),
            Self = self,
            Used = (Money?)LimitsUsed.Of(parts.Store, visitor.Company, parts.Time.GetUtcNow()).UsedBy(self),
            Balance = account?.Available ?? Money.Zero,
            GoodUntil = account?.ValidUntil is { } until ? WarsawTime.Day(until.AddMilliseconds(-1)) : (DateOnly?)null,
            HasGreeting = parts.Store.Voicemail.Greeting(MailboxId.OfEmployee(visitor.Company.Id, self.Id)) is not null,
            RequestId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            Said = told,
            Faults = faults,
        })
        { StatusCode = Requests.StatusOf(faults) };
    }
}
